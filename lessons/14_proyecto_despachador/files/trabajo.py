"""Un trabajo de mentira: tarda un poco, y escribe una línea. Se usa así: python trabajo.py foto-03"""

import sys
import time

time.sleep(2)
print(f"{sys.argv[1]}: revelada")
