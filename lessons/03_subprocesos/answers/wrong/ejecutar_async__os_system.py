# E05: os.system stops the loop
import os
import shlex
import subprocess
import tempfile
from pathlib import Path


async def ejecutar_async(args):
    with tempfile.TemporaryDirectory() as carpeta:
        salida, error = Path(carpeta, "salida"), Path(carpeta, "error")
        estado = os.system(f"{shlex.join(args)} > {salida} 2> {error}")
        codigo = os.waitstatus_to_exitcode(estado)
        if codigo:
            raise subprocess.CalledProcessError(codigo, args, stderr=error.read_text())
        return salida.read_text()
