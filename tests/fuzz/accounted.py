"""Is every file accounted for? usage: accounted.py OFFICE SHA256SUMS < listing
Each file dropped is in the listing and in the vault; each of its pages once; what was rejected is shown with its reason."""
import collections, json, os, sys

office, sums = sys.argv[1:]
dropped = dict(line.split(None, 1) for line in open(sums).read().splitlines())
listed = collections.defaultdict(list)
for line in sys.stdin:
    document = json.loads(line)
    listed[document["source_sha256"]].append(document)

wrong = []
for sha256, name in dropped.items():
    documents = listed.get(sha256)
    if not documents:
        wrong.append(f"{name} is not in the listing")
        continue
    pages = sorted(page["source_page"] for document in documents for page in document["pages"])
    failed = [document for document in documents if document["status"] == "failed"]
    if pages != list(range(1, len(pages) + 1)):
        wrong.append(f"{name}: its pages are {pages}")
    if not pages and not failed:
        wrong.append(f"{name} has no page and was not rejected")
    for document in failed:
        shown = os.path.join(office, "rejected", document["source"])
        if not document["reasons"] or not os.path.exists(shown) or not os.path.exists(shown + ".txt"):
            wrong.append(f"{name} was rejected without being shown")
    if any(document["status"] not in ("filed", "review", "failed") for document in documents):
        wrong.append(f"{name} has no status")
vault = {os.path.splitext(name)[0] for _, _, names in os.walk(os.path.join(office, "vault")) for name in names}
wrong += [f"{name} is not in the vault" for sha256, name in dropped.items() if sha256 not in vault]
wrong += [f"{name} is still in the inbox" for name in os.listdir(os.path.join(office, "inbox"))]

counts = collections.Counter(document["status"] for documents in listed.values() for document in documents)
pages = sum(len(document["pages"]) for documents in listed.values() for document in documents)
print(f"{len(dropped)} files: {pages} pages, " + ", ".join(f"{counts[status]} documents {status}" for status in sorted(counts)))
shown = wrong[:10] + ([f"and {len(wrong) - 10} more"] if len(wrong) > 10 else [])
print(*shown, sep="\n", end="\n" if shown else "")
sys.exit(bool(wrong))
