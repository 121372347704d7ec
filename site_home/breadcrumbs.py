"""Where a page stands in its site."""


def breadcrumbs_of(page, site_agency) -> list[dict]:
    """`{title, url}` of the pages above `page`, home first, read from the menu where possible.

    The sections are already at hand in the menu, so an item needs no query for its ancestors.
    """
    if site_agency is None or page.depth <= 2:
        return []
    crumbs = [{"title": "Trang chủ", "url": "/"}]
    if page.depth > 3:
        parent = getattr(page, "_cached_parent_obj", None)
        entry = next((entry for entry in site_agency.menu if entry["is_current"]), None)
        if parent is not None and parent.depth == 3:
            crumbs.append({"title": parent.title, "url": f"/{parent.slug}/"})
        elif entry is not None:
            crumbs.append({"title": entry["title"], "url": entry["url"]})
        else:
            parent = page.get_parent()
            crumbs.append({"title": parent.title, "url": f"/{parent.slug}/"})
    return crumbs
