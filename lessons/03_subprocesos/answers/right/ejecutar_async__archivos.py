import asyncio
import subprocess
import tempfile


async def ejecutar_async(args):
    with tempfile.TemporaryFile() as fuera, tempfile.TemporaryFile() as errores:
        proc = await asyncio.create_subprocess_exec(*args, stdout=fuera, stderr=errores)
        codigo = await proc.wait()
        fuera.seek(0)
        errores.seek(0)
        if codigo != 0:
            raise subprocess.CalledProcessError(codigo, args, stderr=errores.read().decode())
        return fuera.read().decode()
