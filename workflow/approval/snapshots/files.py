"""The images and documents that a page shows, as the evidence keeps them."""

import posixpath

from workflow.approval.content import shown_files


def files_of(page, files: list | None = None) -> list[dict]:
    """`model`, `id`, `title`, `sha256`, `name` and what else is `shown` of each file of `page`.

    `page` is taken as it stands in memory; sorted by model and id. `files` are its
    `content.shown_files`, where they are at hand.
    """
    return [
        {
            "model": file._meta.label_lower,
            "id": file.pk,
            "title": file.title,
            "sha256": file.sha256,
            "name": posixpath.basename(file.file.name),
            "shown": {name: getattr(file, name) for name in file.fixed_when_live},
        }
        for file in (shown_files(page) if files is None else files)
    ]
