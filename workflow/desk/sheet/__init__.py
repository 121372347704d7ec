"""The approval sheet (phiếu duyệt) of a run: what the evidence says, on paper and as PDF.

`sources` finds the acts, `paper` lays them out as words, `pdf` draws them, `views` answers.
"""
