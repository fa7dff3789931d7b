#!/usr/bin/env python3
"""signatures.py FILE: near copies among ticket lines as datasketch finds them: 128 permutations, pieces of four characters, J >= .5."""
import json
import sys

from datasketch import MinHash, MinHashLSH

index, found = MinHashLSH(threshold=0.5, num_perm=128), 0
with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines:
        ticket = json.loads(line)
        text = " %s %s " % (ticket["subject"].lower(), ticket["messages"][0]["text"].lower() if ticket["messages"] else "")
        signature = MinHash(num_perm=128)
        signature.update_batch(list({text[i:i + 4].encode() for i in range(len(text) - 3)}))
        found += bool(index.query(signature))
        index.insert(ticket["id"], signature)
print(found)
