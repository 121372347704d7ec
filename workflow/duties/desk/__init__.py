"""The screens of one duty and of the lists of duties; every act goes through the room."""
