# E0336: one read
import asyncio
from asyncio.subprocess import PIPE


async def tuberia(productor, consumidor):
    uno = await asyncio.create_subprocess_exec(*productor, stdout=PIPE)
    otro = await asyncio.create_subprocess_exec(*consumidor, stdin=PIPE, stdout=PIPE)
    try:
        salida, _ = await otro.communicate(await uno.stdout.read(1000))
        await uno.communicate()
        return salida.decode()
    finally:
        for proc in (uno, otro):
            if proc.returncode is None:
                proc.kill()
            await proc.wait()
