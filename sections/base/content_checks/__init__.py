"""What an editor should look at again in the content of a page, before readers meet it."""
