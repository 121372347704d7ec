"""Database triggers that refuse what goes past the models: `update()`, bulk acts, plain SQL.

`tables` says which tables show something to the public, `functions` holds what the triggers do,
`triggers` puts them in place after every migration and tells which are missing.

They keep an honest program honest; whoever may alter tables can disable them, which `missing`
and the comparison of live content with approved hashes then bring to light.
"""
