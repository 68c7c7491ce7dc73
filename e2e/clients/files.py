"""Uploads a file and fetches it again, with what comes with Python: files.py BASE TOKEN PATH"""
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request

base, token, path = sys.argv[1:]
content = open(path, "rb").read()
boundary = "----python-boundary"


def part(head, body):
    return b"--" + boundary.encode() + b"\r\nContent-Disposition: form-data; " + head.encode() + b"\r\n\r\n" + body + b"\r\n"


form = part('name="token"', token.encode()) + part(f'name="file"; filename="{os.path.basename(path)}"', content) + f"--{boundary}--\r\n".encode()
request = urllib.request.Request(f"{base}/webservice/upload.php", form, {"Content-Type": f"multipart/form-data; boundary={boundary}"})
[made] = json.load(urllib.request.urlopen(request))
address = f"{base}/webservice/draftfile.php/{made['contextid']}/user/draft/{made['itemid']}/{urllib.parse.quote(made['filename'])}?token={token}"
same = urllib.request.urlopen(address).read() == content
try:
    urllib.request.urlopen(address.replace("/draft/", "/draft/1"))
except urllib.error.HTTPError as e:
    print(made["filename"], made["filesize"], "same" if same else "differs", e.code, json.load(e)["errorcode"])
