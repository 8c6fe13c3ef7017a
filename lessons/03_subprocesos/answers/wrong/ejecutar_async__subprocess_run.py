# E05: blocks the loop
import subprocess


async def ejecutar_async(args):
    hecho = subprocess.run(args, capture_output=True, text=True, check=True)
    return hecho.stdout
