"""Pictures in the public templates."""

from django import template

from sections.media import pictures

register = template.Library()


@register.simple_tag
def public_picture(image, shape, alt="", **attributes):
    """`{% public_picture page.illustration "article" alt=page.illustration_alt %}`; see `SHAPES`.

    Nothing where there is no image. A name with «class_» gives the attribute `class`.
    """
    if not image:
        return ""
    own = {name.rstrip("_"): value for name, value in attributes.items()}
    return pictures.picture(image, shape, alt, **own)
