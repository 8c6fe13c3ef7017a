import asyncio
import subprocess


async def ejecutar_async(args):
    hecho = await asyncio.to_thread(subprocess.run, args, capture_output=True, text=True)
    hecho.check_returncode()
    return hecho.stdout
