"""The tag tree as WeasyPrint 70 writes it, mended for PDF/UA-1 (ISO 14289-1).

What it leaves: page-margin text is tagged but hangs on no tree; header cells have no scope;
figures' boxes are in CSS pixels from the top; links say only their address; text inside an opacity
group belongs to a form, which its tags do not say; and the tree names a namespace of PDF 2.0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import (
    Array,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Object,
    Operator,
    Stream,
    String,
)

from spp_press.editions.boxes import trim_of

PX = 0.75  # pt in a CSS pixel
PRINTED = 4  # an annotation's flag Print (ISO 32000-1, 12.5.3), which PDF/A wants

_Key = tuple[int, int]


def mend_structure(pdf: pikepdf.Pdf, page_labels: Sequence[str]) -> None:
    """Mend the tag tree in place; ``page_labels`` name the pages that links go to."""
    tree = pdf.Root.StructTreeRoot
    if "/Namespaces" in tree:
        del tree["/Namespaces"]
    alive = {element.objgen for element in _elements(tree)}
    parents = _ParentTree(tree)
    mended: set[_Key] = set()
    for page in pdf.pages:
        _PageTags(pdf, page, parents, alive, mended).mend()
    for element in _elements(tree):
        _mend_element(element)
    _mend_links(pdf, parents, alive, page_labels)
    parents.write()


def _elements(node: Object) -> Iterator[Object]:
    """The structure elements below ``node``, in reading order."""
    for kid in _kids(node):
        if isinstance(kid, Dictionary) and kid.get("/Type") not in (Name.MCR, Name.OBJR):
            yield kid
            yield from _elements(kid)


def _kids(node: Object) -> list[Object]:
    kids = node.get("/K")
    if kids is None:
        return []
    return list(kids.as_list()) if isinstance(kids, Array) else [kids]


class _ParentTree:
    """Structure parents by key (ISO 32000-1, 14.7.4.4): an element, or one for each MCID."""

    def __init__(self, tree: Object) -> None:
        self._tree = tree
        numbers = tree.ParentTree.Nums.as_list()
        self._of = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}

    def __getitem__(self, key: int) -> Object | None:
        return self._of.get(key)

    def add(self, owners: Array) -> int:
        """A new key for a content stream whose marked content is ``owners``', by MCID."""
        key = max(self._of, default=-1) + 1
        self._of[key] = owners
        return key

    def write(self) -> None:
        """Put the tree back."""
        numbers = Array()
        for key in sorted(self._of):
            numbers.append(key)
            numbers.append(self._of[key])
        self._tree.ParentTree.Nums = numbers
        self._tree.ParentTreeNextKey = max(self._of, default=-1) + 1


class _PageTags:
    """The marked content of one page and of the forms drawn on it.

    Forms in ``mended`` need it no more: a drawing without tags may come again on many pages.
    """

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        page: pikepdf.Page,
        parents: _ParentTree,
        alive: set[_Key],
        mended: set[_Key],
    ) -> None:
        self._pdf = pdf
        self._page = page
        self._parents = parents
        self._alive = alive
        self._mended = mended
        owners = parents[int(page.obj.get("/StructParents", -1))]
        self._owners = owners if isinstance(owners, Array) else Array()

    def mend(self) -> None:
        """Furniture becomes artifacts, and forms' text says which form it is in."""
        data, _ = self._marked(self._page.obj, self._page.resources)
        if data is not None:
            self._page.obj.Contents = self._pdf.make_stream(data)
        for mcid, owner in enumerate(self._owners.as_list()):
            if not self._is_alive(owner):
                self._owners[mcid] = None

    def _is_alive(self, owner: Object | None) -> bool:
        return isinstance(owner, Dictionary) and owner.objgen in self._alive

    def _owner(self, mcid: int) -> Object | None:
        return self._owners[mcid] if mcid < len(self._owners) else None

    def _marked(self, content: Object, resources: Object) -> tuple[bytes | None, list[int]]:
        """The content with artifacts marked, None if unchanged; and the MCIDs left in it."""
        changed, left = False, []
        out = []
        for instruction in pikepdf.parse_content_stream(content):
            mended = None
            match str(instruction.operator):
                case "BDC" if (mcid := _mcid(instruction.operands[1])) is not None:
                    if self._is_alive(self._owner(mcid)):
                        left.append(mcid)
                    else:
                        furniture = [Name.Artifact, Dictionary(Type=Name.Pagination)]
                        mended = ContentStreamInstruction(furniture, Operator("BDC"))
                        changed = True
                case "Do":
                    form = resources.get("/XObject", Dictionary()).get(str(instruction.operands[0]))
                    if isinstance(form, Stream) and form.get("/Subtype") == Name.Form:
                        self._mend_form(form)
            out.append(mended or instruction)
        return pikepdf.unparse_content_stream(out) if changed else None, left

    def _mend_form(self, form: Stream) -> None:
        if form.objgen in self._mended:
            return
        self._mended.add(form.objgen)
        data, mcids = self._marked(form, form.get("/Resources", Dictionary()))
        if data is not None:
            form.write(data)
        if not mcids:
            return
        owners = Array([None] * (max(mcids) + 1))
        for mcid in mcids:
            owner = self._owner(mcid)
            assert owner is not None
            owners[mcid] = owner
            self._owners[mcid] = None
            reference = Dictionary(Type=Name.MCR, Pg=self._page.obj, Stm=form, MCID=mcid)
            owner.K = Array([reference if _is_number(kid, mcid) else kid for kid in _kids(owner)])
        form.StructParents = self._parents.add(owners)


def _mcid(properties: Object) -> int | None:
    if isinstance(properties, Dictionary) and "/MCID" in properties:
        return int(properties.MCID)
    return None


def _is_number(kid: object, number: int) -> bool:
    return not isinstance(kid, Object) and kid == number


def _mend_element(element: Object) -> None:
    if "/NS" in element:
        del element["/NS"]
    match element.get("/S"):
        case Name.TH:
            if "/A" not in element:
                element.A = Dictionary(O=Name.Table)
            element.A.Scope = Name.Row if _heads_row(element) else Name.Column
        case Name.Figure if "/BBox" in element.get("/A", Dictionary()):
            left, top, right, bottom = (float(v) * PX for v in element.A.BBox.as_list())
            height = trim_of(pikepdf.Page(element.Pg))[3]
            box = (left, height - bottom, right, height - top)
            element.A.BBox = Array([round(v, 4) for v in box])


def _heads_row(cell: Object) -> bool:
    """Whether a header cell is the first of a row that has data cells too."""
    row = _kids(cell.P)
    return row[0].objgen == cell.objgen and any(other.get("/S") == Name.TD for other in row)


def _mend_links(
    pdf: pikepdf.Pdf, parents: _ParentTree, alive: set[_Key], page_labels: Sequence[str]
) -> None:
    pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    names = _destinations(pdf)
    for page in pdf.pages:
        kept = Array()
        for link in page.obj.get("/Annots", Array()).as_list():
            owner = parents[int(link.get("/StructParent", -1))]
            if not isinstance(owner, Dictionary) or owner.objgen not in alive:
                continue  # a link in page furniture: nothing could announce it
            if owner.get("/S") != Name.Link:
                _forget(owner, link)
                continue  # of a picture in a link, which has one of its own
            link.F = PRINTED
            target = names.get(str(link.get("/Dest", "")))
            if target is not None:
                index = pages[target.objgen]
                label = page_labels[index] if page_labels else str(index + 1)
                link.Contents = String(f"第{label}页" if label.isdecimal() else label)
            kept.append(link)
        if len(kept):
            page.obj.Annots = kept
        elif "/Annots" in page.obj:
            del page.obj["/Annots"]


def _forget(owner: Object, annotation: Object) -> None:
    """Take an annotation out of the structure element that has it (ISO 32000-1, 14.7.4.3)."""
    owner.K = Array(
        [
            kid
            for kid in _kids(owner)
            if not isinstance(kid, Dictionary)
            or kid.get("/Type") != Name.OBJR
            or kid.Obj.objgen != annotation.objgen
        ]
    )


def _destinations(pdf: pikepdf.Pdf) -> dict[str, Object]:
    names = pdf.Root.get("/Names", Dictionary()).get("/Dests", Dictionary())
    flat = names.get("/Names", Array()).as_list()
    return {str(flat[i]): flat[i + 1][0] for i in range(0, len(flat), 2)}
