"""LibreOffice kept warm, and yet a process of its own for every file.

Loads LibreOffice once as a library (LibreOfficeKit) and forks itself for each file: the copy has everything loaded, reads
the one file, writes its PDF and ends. What a file does to its copy, the next file's copy never sees; the host itself
never opens a file of a stranger. Only Python can do this here: Node cannot fork, and LibreOffice's own server reads all
files in the same process.

Usage: office-host.py <LibreOffice's program folder> <profile to start from> <own folder> <alone|shared>
The own folder is empty, and becomes TMPDIR and more. 'alone': it has a process namespace and a /tmp to itself, and after
each file ends whatever that file has started.

Orders on standard input, one JSON line each: {"source": path, "target": path, "family": "writer", "calc"
or "impress", "form": "pdf" or another ending of a name, "options": options of its filter}. Answers on standard output, one for each order: {"saved": true} or
{"saved": false, "why": text}, where why is "load" for a file that LibreOffice cannot read, and otherwise says how the
copy ended. What LibreOffice says itself goes to standard error. Ends when standard input does.
"""

import ctypes
import json
import os
import select
import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback

POINTER = ctypes.c_void_p
TEXT = ctypes.c_char_p
SAVED, NOT_LOADED, NOT_SAVED = 0, 3, 4
# A4, Japanese; asks nobody anything.
LOAD_OPTIONS = b"Language=ja-JP,Batch=true"
# Nobody has asked for so long: a copy is made ahead. Files that come one after the other do not pay for it.
QUIET_SECONDS = 0.25
# A copy that works uses a processor, nearly all of the time. One that for so long used less is waiting for what will not
# come, as a lock that nobody holds in it.
STUCK_SECONDS, STUCK_USED_SECONDS = 10, 0.1


# The beginnings of LibreOfficeKitClass and LibreOfficeKitDocumentClass, as LibreOfficeKit.h declares them.
class OfficeClass(ctypes.Structure):
    _fields_ = [
        ("size", ctypes.c_size_t),
        ("destroy", POINTER),
        ("documentLoad", POINTER),
        ("getError", ctypes.CFUNCTYPE(TEXT, POINTER)),
        ("documentLoadWithOptions", ctypes.CFUNCTYPE(POINTER, POINTER, TEXT, TEXT)),
    ]


class DocumentClass(ctypes.Structure):
    _fields_ = [
        ("size", ctypes.c_size_t),
        ("destroy", ctypes.CFUNCTYPE(None, POINTER)),
        ("saveAs", ctypes.CFUNCTYPE(ctypes.c_int, POINTER, TEXT, TEXT, TEXT)),
    ]


class Instance(ctypes.Structure):
    _fields_ = [("methods", POINTER)]


STUB = ctypes.CFUNCTYPE(None, POINTER, POINTER)


class Link(ctypes.Structure):
    """LibreOffice's Link<void*, void>: a function and what it belongs to; more than its size, for debug builds."""

    _fields_ = [("function", STUB), ("instance", POINTER), ("rest", POINTER * 4)]


class Office:
    def __init__(self, folder, profile):
        self.library = ctypes.CDLL(find_library(folder), mode=ctypes.RTLD_GLOBAL)
        hook = self.library.libreofficekit_hook_2
        hook.argtypes, hook.restype = [TEXT, TEXT], POINTER
        self.office = hook(folder.encode(), profile.encode())
        if not self.office:
            raise RuntimeError("LibreOfficeKit does not start")
        self.methods = methods_of(self.office, OfficeClass)
        post = self.library["_ZN11Application13PostUserEventERK4LinkIPvvES1_b"]
        post.argtypes, post.restype = [POINTER, POINTER, ctypes.c_bool], POINTER
        self.post = post
        self.release = self.library["_ZN11Application17ReleaseSolarMutexEv"]
        self.release.restype = ctypes.c_uint32
        self.acquire = self.library["_ZN11Application17AcquireSolarMutexEj"]
        self.acquire.argtypes = [ctypes.c_uint32]

    def in_main_thread(self, work):
        """Runs `work` in the thread of LibreOffice's main loop, the one that a forked copy has to have."""
        self.link = Link(STUB(lambda _instance, _argument: work()), None)
        self.post(ctypes.addressof(self.link), None, False)

    def convert(self, source, target, form, options, ends=False):
        """True when the file could be read and written; None when it could not be read. `ends`: this process does, after it."""
        document = self.methods.documentLoadWithOptions(self.office, url_of(source), LOAD_OPTIONS)
        if not document:
            why = self.methods.getError(self.office) or b""
            print(os.path.basename(source), why.decode(errors="replace"), file=sys.stderr, flush=True)
            return None
        document_methods = methods_of(document, DocumentClass)
        saved = document_methods.saveAs(document, url_of(target), form.encode(), options.encode())
        if not ends:
            document_methods.destroy(document)
        return bool(saved)


def url_of(path):
    return (path if ":" in path else "file://" + path).encode()


def find_library(folder):
    for name in ("libmergedlo.so", "libsofficeapp.so"):
        path = os.path.join(folder, name)
        if os.path.exists(path):
            return path
    raise RuntimeError("no LibreOfficeKit in " + folder)


def methods_of(pointer, kind):
    address = ctypes.cast(pointer, ctypes.POINTER(Instance)).contents.methods
    return ctypes.cast(address, ctypes.POINTER(kind)).contents


SHEET = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet><table:table
 table:name="起案"><table:table-row><table:table-cell office:value-type="string"><text:p>件名</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="1000"/></table:table-row></table:table></office:spreadsheet>
</office:body></office:document>"""

# A first file of a family loads its libraries and fonts. Each copy would do that again, so the host reads one of its own.
WARM = {
    "writer": ("in.html", "<p>起案 Draft</p><table><tr><td>一</td><td>2</td></tr></table>", "docx"),
    "calc": ("in.fods", SHEET, "xlsx"),
    "impress": ("private:factory/simpress", None, "pptx"),
}


class Host:
    def __init__(self, office, own, alone):
        self.office, self.own, self.alone = office, own, alone
        self.cold = dict(WARM)
        self.held = 0
        # What a copy rehearses with, as bytes: a file on disk could be changed by a copy before.
        self.rehearsals = {}
        self.ready = None

    def serve(self):
        # A copy finds the lock of LibreOffice as it was here, and nobody would ever open it for the copy.
        self.held = self.office.release()
        patiently(self.own.keep)
        for line in sys.stdin.buffer:
            order = json.loads(line)
            answer(self.obey(order))
            # Nobody waits now.
            patiently(self.own.restore)
            self.warm(order["family"])
            if not is_waited_for(QUIET_SECONDS):
                self.ready = self.copy(self.rehearsals.get(order["family"]))

    def obey(self, order):
        pid, orders = self.made_ahead() or self.copy()
        os.write(orders, json.dumps(order).encode())
        os.close(orders)
        stuck = is_stuck(pid)
        if stuck:
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        if self.alone:
            end_all_others()
        code = os.waitstatus_to_exitcode(status)
        if code == SAVED:
            return {"saved": True}
        why = "stuck" if stuck else "load" if code == NOT_LOADED else "ended with %d" % code
        return {"saved": False, "why": why}

    def made_ahead(self):
        """The copy that waits already, if it still does."""
        copy, self.ready = self.ready, None
        if copy is None or os.waitpid(copy[0], os.WNOHANG)[0] == 0:
            return copy
        os.close(copy[1])
        return None

    def copy(self, rehearsal=None):
        """A copy that waits for its one order; all it has got is that. With a rehearsal it converts that first."""
        order, orders = os.pipe()
        pid = os.fork()
        if pid != 0:
            os.close(order)
            return pid, orders
        os.close(orders)
        # Whoever takes this copy over has nobody's orders to read and nobody to answer.
        nothing = os.open("/dev/null", os.O_RDWR)
        os.dup2(nothing, 0)
        os.dup2(nothing, 1)
        self.office.acquire(self.held)
        if rehearsal is not None:
            self.rehearse(*rehearsal)
        with os.fdopen(order, "rb") as only:
            told = only.read()
        # The host has ended.
        if told == b"":
            os._exit(NOT_SAVED)
        order = json.loads(told)
        saved = self.office.convert(order["source"], order["target"], order["form"], order["options"], ends=True)
        os._exit(NOT_LOADED if saved is None else SAVED if saved else NOT_SAVED)

    def rehearse(self, form, content):
        """Touches the memory that a conversion touches: that of a copy is its own only once it has been written to."""
        with tempfile.TemporaryDirectory() as folder:
            source = os.path.join(folder, "rehearsal." + form)
            with open(source, "wb") as file:
                file.write(content)
            self.office.convert(source, os.path.join(folder, "rehearsal.pdf"), "pdf", "")

    def warm(self, family):
        """The next file of this family finds everything loaded."""
        if family not in self.cold:
            return
        name, text, form = self.cold.pop(family)
        with tempfile.TemporaryDirectory() as folder:
            if text is not None:
                name = os.path.join(folder, name)
                with open(name, "w", encoding="utf-8") as file:
                    file.write(text)
            again = os.path.join(folder, "again." + form)
            self.office.acquire(self.held)
            if self.office.convert(name, again, form, ""):
                self.office.convert(again, os.path.join(folder, "again.pdf"), "pdf", "")
                with open(again, "rb") as file:
                    self.rehearsals[family] = (form, file.read())
            self.office.release()
        patiently(self.own.keep)


class OwnFolder:
    """What a copy can write to besides its PDF, brought back after each file to what it was before."""

    def __init__(self, folder, template, shared):
        self.template, self.shared = template, shared
        self.given = set() if shared is None else set(os.listdir(shared))
        self.made = set()
        self.profile = os.path.join(folder, "profile")
        self.temporary = os.path.join(folder, "temporary")
        self.fill()
        os.mkdir(self.temporary)
        # LibreOffice and Python ask for it.
        os.environ["TMPDIR"] = os.environ["HOME"] = self.temporary

    def keep(self):
        """What lies here now belongs to LibreOffice itself."""
        self.made = set(os.listdir(self.temporary))
        self.untouched = changes_of(self.profile)

    def restore(self):
        # LibreOffice knows the folder in here that it has made for its temporary files.
        for entry in os.scandir(self.temporary):
            if entry.name in self.made and entry.is_dir(follow_symlinks=False):
                empty(entry.path)
            else:
                remove(entry)
        if self.shared is not None:
            for entry in os.scandir(self.shared):
                if entry.name not in self.given:
                    remove(entry)
        if changes_of(self.profile) != self.untouched:
            empty(self.profile)
            self.fill()

    def fill(self):
        shutil.copytree(self.template, self.profile, dirs_exist_ok=True)
        self.untouched = changes_of(self.profile)


def is_waited_for(seconds):
    """Whether the next order comes so soon."""
    return bool(select.select([sys.stdin], [], [], seconds)[0])


def is_stuck(pid):
    """Waits until this child has ended, False, or does nothing any more, True."""
    ended = os.pidfd_open(pid)
    try:
        used = processor_seconds(pid)
        while not select.select([ended], [], [], STUCK_SECONDS)[0]:
            before, used = used, processor_seconds(pid)
            if used - before < STUCK_USED_SECONDS:
                return True
        return False
    finally:
        os.close(ended)


def processor_seconds(pid):
    """What a child that was not waited for has used; by its clock, as clock_getcpuclockid(3) names it."""
    return time.clock_gettime((~pid << 3) | 2)


def patiently(work):
    """LibreOffice writes its settings in a thread of its own: what was there a moment ago may be gone, or there again."""
    for times in range(10):
        try:
            return work()
        except OSError:
            if times == 9:
                raise
            time.sleep(0.02)


def changes_of(folder):
    """When each file and folder was last changed, its content or its name; nobody can set that back."""
    paths = [folder, *(os.path.join(at, name) for at, folders, files in os.walk(folder) for name in folders + files)]
    return {path: (info.st_ino, info.st_ctime_ns) for path in paths for info in [os.lstat(path)]}


def empty(folder):
    for entry in os.scandir(folder):
        remove(entry)


def remove(entry):
    if entry.is_dir(follow_symlinks=False):
        shutil.rmtree(entry.path)
    else:
        os.unlink(entry.path)


def end_all_others():
    """Whatever a file has started; there is nobody else in this process namespace."""
    try:
        os.kill(-1, signal.SIGKILL)
    except ProcessLookupError:
        return
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def answer(what):
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def main(program, template, folder, company):
    # Its pools of threads would be missing in a copy.
    os.environ["MAX_CONCURRENCY"] = "1"
    # LibreOffice talks on standard output while it starts.
    said = os.dup(1)
    os.dup2(2, 1)
    alone = company == "alone"
    own = OwnFolder(folder, template, "/tmp" if alone else None)
    office = Office(program, url_of(own.profile).decode())
    sys.stdout = os.fdopen(said, "w", encoding="utf-8")
    # Nobody looks into this process: a copy has the same user.
    ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)
    host = Host(office, own, alone)

    def serve_and_end():
        try:
            host.serve()
            os._exit(0)
        except BaseException:
            # A callback would swallow it, and nobody would be told that the host is gone.
            traceback.print_exc()
            os._exit(1)

    office.in_main_thread(serve_and_end)
    threading.Event().wait()


main(*sys.argv[1:])
