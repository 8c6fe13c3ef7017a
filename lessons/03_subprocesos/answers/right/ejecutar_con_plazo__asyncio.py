import asyncio


def ejecutar_con_plazo(args, segundos):
    async def principal():
        proc = await asyncio.create_subprocess_exec(*args, stdout=asyncio.subprocess.PIPE)
        try:
            async with asyncio.timeout(segundos):
                salida, _ = await proc.communicate()
        finally:
            if proc.returncode is None:
                proc.kill()
            await proc.wait()
        return proc.returncode, salida.decode()

    return asyncio.run(principal())
