import asyncio
import subprocess
import tempfile


async def ejecutar_async(args):
    with tempfile.TemporaryFile("w+") as fuera, tempfile.TemporaryFile("w+") as errores:
        proc = subprocess.Popen(args, stdout=fuera, stderr=errores)  # noqa: ASYNC220
        while proc.poll() is None:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        fuera.seek(0)
        errores.seek(0)
        if proc.returncode != 0:
            raise subprocess.CalledProcessError(proc.returncode, args, stderr=errores.read())
        return fuera.read()
