// Package intake reads whatever a curator drops on the bot and hands it over as articles ([store.Article]),
// one after the other: plain text with optional "key: value" lines above it, HTML pages, JSON lines, RSS, Atom and
// JSON feeds, each also gzipped, out of files, directories, standard input and http(s) addresses. [Read] is the way in.
//
// What a thing is follows from its content; its name and its declared type only settle what the content leaves open.
// A thing that cannot be read is a [*Problem], one sentence that names it and says what to do, and the others go on.
//
// # Text
//
// Of a page only the article is kept, a paragraph a block with an empty line between (go-trafilatura finds it). The text is
// UTF-8 in normal form C without control characters and signs that cannot be seen; the spans of facts refer to it as
// it is here. Its outlet, title, author and day come from JSON-LD, then <meta>, then what its readers see. A day that is not sure is left empty:
// a wrong one would move every "on Monday" of the text.
//
// # Identity
//
// An article's ID is made of its outlet and its day of publication: "nbc-2016-09-05" (see [IDs]). The outlet is cut
// to what tells it from others: "NBC News" and "nbcnews.com" would be "nbc" and "nbcnews", "CNN via FOX 2" is "cnn".
// An article without an outlet gets that of its site, and failing that the name of its file. Where another article
// has the ID already, words of the title are added, then a hash. An article that is known (the same address, apart
// from scheme, "www.", "m." or "amp.", query and final slash; or, where one of the two has no address, the same outlet,
// day and title) keeps the ID that it has.
//
// # Addresses
//
// Pages are fetched from public addresses only (see [Options.Allow] for others), through no proxy, because a proxy
// would resolve the names and so take the check away from here. A site's robots.txt is respected. Nothing that a page refers
// to is fetched, only the links of a feed whose items do not bring their text.
package intake
