#!/usr/bin/env python3
"""Grade a bot's answers against a question file.

grade.py QUESTIONS.jsonl ANSWERS.jsonl [--alias article_aliases.json] [--fail-list] [--max-chars N] [--json]

QUESTIONS: as readout eval reads them. ANSWERS: one line per question,
{"id","text","citations":[{"article":ID}|ID,...],"status":"answered|abstained|clarify|smalltalk"}.

Verdicts per question: right, wrong, silent (abstained though answerable), overlong
(right, but longer than the kind allows: dumping facts is not answering), uncited (right words, no or wrong article).
"""
import argparse, collections, json, re, sys, unicodedata

LONG = {"list", "compare", "timeline", "conflict", "ambiguous", "source", "count", "meta", "topic", "outcome"}

def norm(s):
    s = unicodedata.normalize("NFKC", s or "")
    s = s.translate({0x2018: "'", 0x2019: "'", 0x60: "'", 0xb4: "'", 0x201c: '"', 0x201d: '"',
                     0x2013: "-", 0x2014: "-", 0x2011: "-", 0x2010: "-", 0x2212: "-", 0xa0: " "})
    s = s.replace("*", "").replace("_", "")
    return re.sub(r"\s+", " ", s).strip()

def hit(alt, text):
    if alt.startswith("re:"):
        return re.search(alt[3:], text, re.I) is not None
    return norm(alt).lower() in text.lower()

ABSTAIN = re.compile(r"(do(es)?n'?t|do(es)? not|did(n't| not)) (say|state|mention|report|tell|give|specify|cover|contain|name|record|include)|no (information|record|article|report|fact|mention)|not (stated|mentioned|reported|covered|said|in (the|my|these))|none of (the|these|my)|nothing (in|about|on)|isn't (in|covered)|couldn't find|could not find|can't find|cannot find|no answer|neither says", re.I)
# On a question that can't be answered, denying its premise is as good as abstaining.
DENY = re.compile(r"^\W*(no\b|nothing|there (is|are|was|were) no)|cancel+ed|called off|declined to", re.I)

def grade(q, a, alias, maxc):
    text = norm(a.get("text", ""))
    status = a.get("status", "")
    cites = set()
    for c in a.get("citations") or []:
        for k in ((c.get("article", ""), c.get("url", "")) if isinstance(c, dict) else (str(c),)):
            if k: cites.add(alias.get(k, k))
    if q["kind"] in ("source", "conflict", "count"):
        for c in a.get("citations") or []:
            if isinstance(c, dict):
                text += " " + norm(" ".join(str(c.get(k, "")) for k in ("outlet", "publisher", "title", "url")))
            else:
                text += " " + str(c)
    body = norm(a.get("text", ""))
    abst = status == "abstained" or (status in ("", None) and bool(ABSTAIN.search(text)))
    limit = maxc * (3 if q["kind"] in LONG else 1)
    if q.get("abstain"):
        if any(hit(m, text) for m in q.get("must_not", [])): return "wrong"
        if abst or ABSTAIN.search(text) or DENY.search(text) or status in ("clarify",) and q["kind"] == "ambiguous": return "right" if len(body) <= 3 * maxc else "overlong"
        return "wrong"
    if q.get("abstain_ok") and (abst or ABSTAIN.search(text)): return "right"
    if abst and q["kind"] != "meta": return "silent"
    if any(hit(m, text) for m in q.get("must_not", [])): return "wrong"
    for group in q.get("must", []):
        if not any(hit(alt, text) for alt in group): return "wrong"
    if status != "clarify":
        mode = q.get("cite_mode", "any")
        if q.get("cite"):
            n = len(cites & set(q["cite"]))
            need = {"any": 1, "any2": 2, "all": len(set(q["cite"]))}[mode]
            if n < need: return "uncited"
        if q.get("cite_all") and not set(q["cite_all"]) <= cites: return "uncited"
    if len(body) > limit: return "overlong"
    return "right"

def main():
    p = argparse.ArgumentParser()
    p.add_argument("questions"); p.add_argument("answers")
    p.add_argument("--alias"); p.add_argument("--fail-list", action="store_true")
    p.add_argument("--max-chars", type=int, default=600); p.add_argument("--json", action="store_true")
    p.add_argument("--only", help="comma-separated articles: grade only questions on these")
    o = p.parse_args()
    alias = {}
    for f in (o.alias or "").split(","):
        if f: alias.update(json.load(open(f)))
    qs = [json.loads(l) for l in open(o.questions) if l.strip()]
    if o.only:
        keep = set(o.only.split(",")); qs = [q for q in qs if q.get("article") in keep]
    ans = {}
    for l in open(o.answers):
        if l.strip():
            d = json.loads(l); ans[d["id"]] = d
    tot, kinds = collections.Counter(), collections.defaultdict(collections.Counter)
    un = collections.Counter(); fails = []
    for q in qs:
        a = ans.get(q["id"])
        v = grade(q, a, alias, o.max_chars) if a else "missing"
        tot[v] += 1; kinds[q["kind"]][v] += 1
        if q.get("abstain"): un["n"] += 1; un[v] += 1
        if v != "right": fails.append((v, q, a))
    n = len(qs); right = tot["right"]
    if o.fail_list:
        for v, q, a in fails:
            print(f'{v:8} {q["id"]} [{q["kind"]}] {" / ".join(q["turns"])}')
            print(f'         -> ({(a or {}).get("status")}) {norm((a or {}).get("text",""))[:300]}  cites={[(c.get("article") if isinstance(c,dict) else c) for c in (a or {}).get("citations",[])]} want={q.get("cite")}{q.get("cite_all") or ""}')
    for k in sorted(kinds):
        c = kinds[k]; print(f'{k:13} {c["right"]:3}/{sum(c.values()):3}  ' + " ".join(f"{x}={c[x]}" for x in c if x != "right"))
    out = {"n": n, "right": right, "pct": round(100 * right / n, 1), "wrong": tot["wrong"], "silent": tot["silent"], "uncited": tot["uncited"],
           "overlong": tot["overlong"], "missing": tot["missing"], "unanswerable": f'{un["right"]}/{un["n"]}'}
    print(json.dumps(out))

if __name__ == "__main__": main()
