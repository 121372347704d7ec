"""The parts of a page that are the same on every page of a site."""

from django import template

from site_home.context import SiteAgency

register = template.Library()


class OnceNode(template.Node):
    """Renders its contents once for a site, as long as the site stays as it is."""

    def __init__(self, name, variants, nodelist):
        self.name = name
        self.variants = variants
        self.nodelist = nodelist

    def render(self, context):
        """The contents, from what the site's agency keeps where they may be kept."""
        agency = context.get("site_agency")
        if not isinstance(agency, SiteAgency) or not _is_public_reading(context):
            return self.nodelist.render(context)
        variants = [str(variant.resolve(context)) for variant in self.variants]
        name = " ".join([self.name, *variants])
        return agency.once(name, lambda: self.nodelist.render(context))


@register.tag
def once(parser, token):
    """`{% once "menu" site_agency.place %}…{% endonce %}`

    Between the tags may stand only what follows from the agency's facts (`context.SiteAgency`)
    and from the values named after the part's name; each value makes a variant, so it must be one
    of few. Previews and prints are rendered as they come: they neither fill nor read what is kept.
    """
    _tag, name, *variants = token.split_contents()
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    return OnceNode(
        name.strip("\"'"), [parser.compile_filter(variant) for variant in variants], nodelist
    )


def _is_public_reading(context) -> bool:
    request = context.get("request")
    return (
        request is not None
        and request.method in {"GET", "HEAD"}
        and not getattr(request, "is_preview", False)
        and not context.get("for_paper")
    )
