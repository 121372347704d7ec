"""Pictures of every kind lose what they tell about place and device; broken ones are refused."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageSequence
from PIL.ExifTags import GPS, IFD, Base

from sections.media.cleaning import BROKEN, UNSUPPORTED, check_whole, without_metadata
from sections.media.models import AgencyImage
from sections.media.pictures import PUBLIC_SPECS
from sections.media.renditions import prepare_pictures
from tests import factories

FRAMES = ((200, 30, 30), (30, 200, 30), (30, 30, 200))


def place() -> Image.Exif:
    """EXIF with a device and a place."""
    exif = Image.Exif()
    exif[Base.Make] = "Dien thoai"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (10.0, 32.0, 1.0)
    return exif


def several_pictures(image_format: str, name: str, **options) -> ContentFile:
    """A file of three pictures that tells where it was taken."""
    first, *others = (Image.new("RGB", (60, 40), colour) for colour in FRAMES)
    output = BytesIO()
    first.save(output, image_format, save_all=True, append_images=others, exif=place(), **options)
    return ContentFile(output.getvalue(), name=name)


def cut_off(image_format: str = "JPEG", name: str = "anh.jpg") -> ContentFile:
    """A picture of which only the first part arrived."""
    output = BytesIO()
    Image.effect_noise((300, 200), 80).convert("RGB").save(output, image_format)
    data = output.getvalue()
    return ContentFile(data[: len(data) // 3], name=name)


def test_multi_picture_photo_becomes_one_jpeg_without_place():
    file = several_pictures("MPO", "anh.jpg")
    with Image.open(file) as before:
        assert (before.format, before.n_frames) == ("MPO", 3)
        assert before.getexif().get_ifd(IFD.GPSInfo)
    cleaned = without_metadata(file)
    assert b"Dien thoai" not in cleaned.read()
    with Image.open(cleaned) as after:
        assert (after.format, getattr(after, "n_frames", 1)) == ("JPEG", 1)
        assert dict(after.getexif()) == {}
        red, green, _blue = after.convert("RGB").getpixel((30, 20))
        assert red > 150 > green


@pytest.mark.parametrize(("image_format", "name"), [("WEBP", "anh.webp"), ("PNG", "anh.png")])
def test_animation_keeps_frames_and_times_and_loses_the_place(image_format, name):
    options = {"lossless": True} if image_format == "WEBP" else {}
    file = several_pictures(image_format, name, duration=[100, 200, 300], loop=2, **options)
    with Image.open(file) as before:
        assert before.getexif().get_ifd(IFD.GPSInfo)
    with Image.open(without_metadata(file)) as after:
        assert (after.format, after.n_frames) == (image_format, 3)
        assert dict(after.getexif()) == {}
        assert "xmp" not in after.info
        assert after.info["loop"] == 2
        times = []
        for frame in ImageSequence.Iterator(after):
            frame.load()
            times.append(frame.info["duration"])
        assert times == [100, 200, 300]


def test_gif_stays_as_it_is():
    first, second = (Image.new("RGB", (20, 20), colour) for colour in FRAMES[:2])
    output = BytesIO()
    first.save(output, "GIF", save_all=True, append_images=[second])
    file = ContentFile(output.getvalue(), name="anh.gif")
    assert without_metadata(file).read() == output.getvalue()


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP", "BMP", "GIF"])
def test_cut_off_picture_is_refused(image_format):
    file = cut_off(image_format, "anh")
    for check in (check_whole, without_metadata):
        with pytest.raises(ValidationError) as caught:
            check(file)
        assert caught.value.message_dict == {"file": [BROKEN]}


def test_format_that_cannot_be_cleaned_is_refused():
    with pytest.raises(ValidationError, match=UNSUPPORTED):
        without_metadata(factories.picture_file("anh.tif", image_format="TIFF"))


@pytest.mark.django_db
def test_script_cannot_store_a_broken_picture():
    before = AgencyImage.objects.count()
    with pytest.raises(ValidationError, match="bị hỏng"):
        factories.make_image("LA", file=cut_off())
    assert AgencyImage.objects.count() == before


@pytest.mark.django_db
def test_file_stored_before_its_record_is_cleaned_too():
    """The upload of many files stores the file first and saves the record after its title."""
    image = AgencyImage(title="Ảnh", collection=factories.agency("LA").collection)
    image.file.save("anh.jpg", several_pictures("MPO", "anh.jpg"), save=False)
    uncleaned = image.file.name
    image.save()
    assert image.file.name != uncleaned
    assert not image.file.storage.exists(uncleaned)
    assert len(image.sha256) == 64
    with image.file.open("rb") as stored, Image.open(stored) as picture:
        assert (picture.format, dict(picture.getexif())) == ("JPEG", {})


@pytest.mark.django_db
def test_one_broken_picture_does_not_stop_publishing(caplog):
    whole = factories.make_image("LA", file=factories.picture_file(size=(900, 600)))
    broken = factories.make_image("LA")
    with broken.file.storage.open(broken.file.name, "wb") as stored:
        stored.write(b"hong")
    page = factories.publish_news(
        "LA",
        illustration=broken,
        illustration_alt="Ảnh",
        body=[("image", {"image": whole, "alt": "Ảnh", "caption": ""})],
    )
    assert page.live
    assert prepare_pictures(page) == 1
    assert set(PUBLIC_SPECS) <= set(whole.renditions.values_list("filter_spec", flat=True))
    assert f"sizes for image {broken.pk}" in caplog.text


@pytest.mark.django_db
def test_names_of_files_and_of_their_public_sizes_cannot_be_guessed():
    names = [factories.make_image("LA").file.name for _ in range(2)]
    assert names[0] != names[1]
    image = factories.make_image("LA", file=factories.picture_file("ten-rat-dai" * 12 + ".png"))
    token = image.file.name.removeprefix("original_images/").split("-")[0]
    assert len(token) == 16
    image.focal_point_x = image.focal_point_y = 10
    image.focal_point_width = image.focal_point_height = 5
    for rendition in image.get_renditions(*PUBLIC_SPECS).values():
        assert token in rendition.file.name
