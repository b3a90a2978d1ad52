"""Handouts as programs write them, made by hand: a PDF and Office files with chosen words."""

import io
import zipfile

import pypdf
from pypdf.actions import JavaScript
from pypdf.annotations import FreeText
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:wp="urn:wp"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_PAGE = (
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {} 0 R "
    "/Resources << /Font << /F1 3 0 R >> {} >> >>"
)


def pdf(*pages: str, scan: bool = False) -> bytes:
    """Return a PDF; with `scan` its pages show a picture and no text."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]  # fmt: skip
    kids = []
    for text in pages:
        shown = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        lines = " ".join(f"({line}) Tj T*" for line in shown.split("\n"))
        stream = "/X1 Do" if scan else f"BT /F1 12 Tf 14 TL 50 700 Td {lines} ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(_PAGE.format(len(objects), "/XObject << /X1 3 0 R >>" if scan else ""))
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode("latin-1")


def changed(data: bytes, change: str, words: str = "") -> bytes:
    """Return a PDF with a property, comment, bookmark, attachment or lock added by pypdf."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    if change == "property":
        writer.add_metadata({"/Subject": words})
    elif change == "xmp":
        writer.xmp_metadata = (
            f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><d>{words}</d></x:xmpmeta>".encode()
        )
    elif change == "bookmark":
        writer.add_outline_item(title=words, page_number=0)
    elif change == "comment":
        note = FreeText(text=words, rect=(50, 550, 200, 650))
        writer.add_annotation(page_number=0, annotation=note)
    elif change == "attachment":
        writer.add_attachment("notes.txt", b"notes")
    elif change == "script":
        writer.add_open_action(JavaScript("app.alert(1)"))
    elif change == "alternative":
        part = DictionaryObject(
            {NameObject("/S"): NameObject("/Figure"), NameObject("/Alt"): TextStringObject(words)}
        )
        writer.root_object[NameObject("/StructTreeRoot")] = writer._add_object(part)
    elif change == "page script":
        code = DictionaryObject(
            {
                NameObject("/S"): NameObject("/JavaScript"),
                NameObject("/JS"): TextStringObject("app.alert(1)"),
            }
        )
        writer.pages[0][NameObject("/AA")] = DictionaryObject(
            {NameObject("/O"): writer._add_object(code)}
        )
    elif change == "lock":
        writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def package(**parts: str | bytes) -> bytes:
    """Return an Office file of these parts: `word__document` is `word/document.xml`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("[Content_Types].xml", "<Types/>")
        for name, text in parts.items():
            path = name.replace("__", "/")
            folder.writestr(path if "." in path else f"{path}.xml", text)
    return out.getvalue()


def word(
    paragraph: str = "Wash your hands.", extra: str = "", more: dict[str, str | bytes] | None = None
) -> bytes:
    """Return a Word file; a paragraph is two runs, as Word cuts them."""
    half = len(paragraph) // 2
    runs = "".join(f"<w:r><w:t>{one}</w:t></w:r>" for one in (paragraph[:half], paragraph[half:]))
    body = f"<w:document {_W}><w:body><w:p>{runs}</w:p>{extra}</w:body></w:document>"
    return package(word__document=body, **(more or {}))


def in_word(place: str, words: str) -> bytes:
    """Return a Word file with the words in one place."""
    text = f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"
    hidden: dict[str, dict[str, str | bytes]] = {
        "variable": {"word__settings": f'<w:settings {_W}><w:docVars><w:docVar w:name="a" w:val="{words}"/></w:docVars></w:settings>'},
        "style of its own": {"word__styles-2": f"<w:styles {_W}>{text}</w:styles>"},
        "name of a style": {"word__styles": f'<w:styles {_W}><w:style><w:name w:val="{words}"/></w:style></w:styles>'},
        "name of a theme": {"word__theme__theme1": f'<a:theme {_A} name="{words}"/>'},
        "font": {"word__fontTable": f'<w:fonts {_W}><w:font w:name="{words}"/></w:fonts>'},
        "author of a comment": {"word__comments": f'<w:comments {_W}><w:comment w:author="{words}"/></w:comments>'},
        "data": {"customXml__item1": f'<data about="{words}"/>'},
    }  # fmt: skip
    if place in hidden:
        return word(more=hidden[place])
    if place == "paragraph":
        return word(words)
    if place in {"comments", "footnotes", "header1", "footer1"}:
        return word(more={f"word__{place}": f"<w:{place} {_W}>{text}</w:{place}>"})
    if place == "property":
        return word(
            more={"docProps__core": f"<p xmlns:d='urn:d'><d:subject>{words}</d:subject></p>"}
        )
    if place == "table":
        return word(extra=f"<w:tbl><w:tr><w:tc>{text}</w:tc></w:tr></w:tbl>")
    extra = {
        "deleted text": f"<w:del><w:r><w:delText>{words}</w:delText></w:r></w:del>",
        "bookmark": f'<w:bookmarkStart w:id="1" w:name="{words}"/>',
        "picture's name": f'<w:r><wp:docPr id="1" name="{words}"/></w:r>',
        "picture's description": f'<w:r><wp:docPr id="1" descr="{words}"/></w:r>',
    }
    if place in extra:
        return word(extra=f"<w:p>{extra[place]}</w:p>")
    link = f'<Relationship Id="1" Target="https://www.cdc.gov/?q={words}" TargetMode="External"/>'
    return word(
        more={"word___rels__x": f'<Relationships xmlns="{_RELATIONS}">{link}</Relationships>'}
    )


def slides(*texts: str) -> bytes:
    """Return a PowerPoint file."""
    return package(**{
        f"ppt__slides__slide{number}": f"<p {_A}><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p>"
        for number, text in enumerate(texts, start=1)
    })  # fmt: skip
