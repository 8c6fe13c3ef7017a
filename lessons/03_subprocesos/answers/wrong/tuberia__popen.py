# E05: the ordinary Popen in a coroutine
import subprocess


async def tuberia(productor, consumidor):
    uno = subprocess.Popen(productor, stdout=subprocess.PIPE)
    otro = subprocess.Popen(consumidor, stdin=uno.stdout, stdout=subprocess.PIPE, text=True)
    uno.stdout.close()
    salida, _ = otro.communicate()
    uno.wait()
    return salida
