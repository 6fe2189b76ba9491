"""The plan as one page for a browser: it needs no network, and without scripts it is a page of tables.

    render(register)    the page as of the register's day

`facts` takes what there is to say from the views, so that the page says what JSON says; `activities`, `timeline` and
`charts` write it down; `frame` puts it into page.html, with page.css and page.js inside it. `markup` is the only
module that writes tags: what passes through it is text, whatever it looks like. page.js reads the page as it stands
and adds what needs a script: filters, search, pages that fold, and explanations of names.
"""

from anitp_cli.page.frame import render

__all__ = ["render"]
