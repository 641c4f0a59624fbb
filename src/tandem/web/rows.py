"""Two tags that make what repeats once: `each` for the rows of a page, `once` for what all pages share.

A loop of Django's makes every word of its body anew for every row. Here the body is made once a page,
with gaps; a row, whose values the view has prepared, only fills them.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.template import Context, TemplateSyntaxError
from django.template.base import FilterExpression, Node, NodeList, Parser, TextNode, Token, VariableNode
from django.template.defaulttags import IfNode, TemplateLiteral
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

Row = Mapping[str, Any]
# A piece of a row: words, the name of a value, or what stands where a value is true.
Piece = str | tuple[str] | tuple[tuple[str | None, "list[Piece]"], ...] | Node
AT_MOST_KEPT = 512  # our choice: a few versions of each piece for each language
kept: dict[tuple[Any, ...], SafeString] = {}


class EachNode(Node):
    """`{% each one in rows %} … {% endeach %}`; `rows` are mappings, and what a row lacks is empty.

    The row stands only in `{{ one.name }}` and `{% if one.name %}`; everything else is made once. Values are
    escaped unless they are safe already; they are texts or numbers, never dates: the view writes those.
    """

    child_nodelists = ("nodelist",)

    def __init__(self, rows: FilterExpression, name: str, nodelist: NodeList) -> None:
        self.rows, self.nodelist = rows, nodelist
        self.pieces = _pieces(nodelist, name)

    def render(self, context: Context) -> SafeString:
        made = _made(self.pieces, context)
        out: list[str] = []
        for row in self.rows.resolve(context):
            _fill(made, row, out.append)
        return SafeString("".join(out))


def each(parser: Parser, token: Token) -> EachNode:
    """Read `{% each one in rows %}`."""
    words = token.split_contents()
    if len(words) != 4 or words[2] != "in":
        raise TemplateSyntaxError("Write {% each one in rows %}.")
    nodelist = parser.parse(("endeach",))
    parser.delete_first_token()
    return EachNode(parser.compile_filter(words[3]), words[1], nodelist)


def _pieces(nodelist: NodeList, name: str) -> list[Any]:
    return [_piece(node, name) for node in nodelist]


def _piece(node: Node, name: str) -> Any:
    if isinstance(node, TextNode):
        return node.s
    if isinstance(node, VariableNode) and (value := _value(node.filter_expression, name)):
        return (value,)
    if isinstance(node, IfNode) and _mentions(node, name):
        return tuple(
            (_condition(when, name), _pieces(then, name)) for when, then in node.conditions_nodelists
        )
    if _mentions(node, name):
        raise TemplateSyntaxError(
            f"Inside each, {name} stands only in {{{{ {name}.x }}}} and {{% if {name}.x %}}."
        )
    return node


def _value(expression: Any, name: str) -> str:
    """Return `x` for `name.x`; nothing for anything else."""
    lookups: Sequence[str] = getattr(getattr(expression, "var", None), "lookups", None) or ()
    plain = len(lookups) == 2 and lookups[0] == name and not expression.filters
    return str(lookups[1]) if plain else ""


def _condition(when: Any, name: str) -> str | None:
    """Return the name of the value that decides, or None for `else`."""
    if when is None:
        return None
    value = _value(when.value, name) if isinstance(when, TemplateLiteral) else ""
    if not value:
        raise TemplateSyntaxError(f"Inside each, ask only {{% if {name}.x %}}.")
    return value


def _mentions(node: Node, name: str) -> bool:
    """Return whether a node, or anything in it, speaks of the row."""
    tokens: list[Any] = [getattr(one, "token", None) for one in node.get_nodes_by_type(Node)]
    return any(re.search(rf"\b{name}\b", token.contents) for token in tokens if token)


def _made(pieces: list[Any], context: Context) -> list[Any]:
    """Make what all rows share, and join words that stand beside each other."""
    made: list[Any] = []
    for piece in pieces:
        if isinstance(piece, Node):
            piece = str(piece.render_annotated(context))
        elif isinstance(piece, tuple) and not isinstance(piece[0], str):
            piece = tuple((value, _made(then, context)) for value, then in piece)
        if isinstance(piece, str) and made and isinstance(made[-1], str):
            made[-1] += piece
        else:
            made.append(piece)
    return made


def _fill(made: list[Any], row: Row, out: Callable[[str], None]) -> None:
    for piece in made:
        if isinstance(piece, str):
            out(piece)
        elif isinstance(piece[0], str):
            out(_shown(row.get(piece[0])))
        else:
            then: list[Any] = next((then for value, then in piece if value is None or row.get(value)), [])
            _fill(then, row, out)


def _shown(value: Any) -> str:
    if type(value) is str:
        return escape(value)
    if value is None:
        return ""
    return value if isinstance(value, SafeString) else escape(str(value))


class OnceNode(Node):
    """`{% once a b %} … {% endonce %}`: made once for each language and each value of `a` and `b`, then kept.

    Nothing but these values is known inside, so what is kept can hold nothing of whoever asked first.
    """

    def __init__(self, given: list[str], expressions: list[FilterExpression], nodelist: NodeList) -> None:
        self.given, self.expressions, self.nodelist = given, expressions, nodelist

    def render(self, context: Context) -> SafeString:
        values = [expression.resolve(context, ignore_failures=True) for expression in self.expressions]
        key = (self, get_language(), *values)
        piece = kept.get(key)
        if piece is None:
            if len(kept) >= AT_MOST_KEPT:
                kept.clear()
            piece = kept[key] = self._make(context, values)
        return piece

    def _make(self, context: Context, values: list[Any]) -> SafeString:
        inside = context.new(dict(zip(self.given, values, strict=True)))
        return self.nodelist.render(inside)


def once(parser: Parser, token: Token) -> OnceNode:
    """Read `{% once a b %}`."""
    given = token.split_contents()[1:]
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    return OnceNode(given, [parser.compile_filter(name) for name in given], nodelist)
