#!/bin/sh
# make_venv.sh FOLDER PYTHON...: makes a virtual environment with the first Python that is new enough.
folder=$1
shift
reason="No Python found (tried: $*). Install Python 3.11 or newer, then try again."
found=no
for python in "$@"; do
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
    if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        complaint="$python is Python $version; the course needs 3.11 or newer."
    elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        complaint="$python (Python $version) cannot make environments; on Debian and Ubuntu: apt install python$version-venv"
    else
        echo "Making $folder with Python $version."
        "$python" -m venv --clear "$folder" && exit
        complaint="$python (Python $version) could not make $folder; what it says stands above."
    fi
    [ $found = no ] && reason=$complaint
    found=yes
done
echo "$reason" >&2
exit 1
