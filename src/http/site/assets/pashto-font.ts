/** Where style.css finds the font. */
export const PASHTO_FONT_PATH = "/pashto.woff2"

/**
 * The letters that Pashto alone has, as WOFF2 in base64, for devices whose fonts lack some of them: DejaVu Sans has no
 * U+06CD, for one. Browsers fetch it only then. It is a part of Noto Naskh Arabic, © 2019-2020 Google LLC, under the SIL
 * Open Font License 1.1, as its name table says. Made by fonttools from Debian's fonts-noto-core:
 *
 *     pyftsubset NotoNaskhArabic-Regular.ttf --flavor=woff2 --no-hinting --name-IDs=0,1,2,13,14 \
 *       --layout-features=init,medi,fina,isol,ccmp,rlig \
 *       --unicodes=067C,0681,0685,0689,0693,0696,069A,06AB,06BC,06CD,06D0
 */
export const PASHTO_FONT =
  "d09GMgABAAAAAA70AA4AAAAAHggAAA6cAAIBBgAAAAAAAAAAAAAAAAAAAAAAAAAAGlIbIByBQAZgAIEEEQgKrGSjWgE2AiQDgjALgRoABCAFhC" +
  "4HIBvvF1GUcFY7wY+Ess0bzVjEIqqC8qrG6i7Gz/EQv9//fs2cczdumsSaaPOOJ09UKiESCo1Ili/Vnu7h+W3+H4wvZV+4gJfwimAMzKIMLAyM" +
  "WYUZi3Jr3Zqw+c5ErFq3ewN5keFeEswu0gC8+YEWtMie///WUvtnIQWcAqIwgDLC1/b5nbnjPcAksxuivQsQqzJpQA1MqpotkKzuiyrr+gohuy" +
  "xtF6buYo1pSFNAbuH6ufMKabgLy26MDdQxWhhmbMQTUPAUDDwHBy/Bx6v44w3CqZLKUNM9UAabKi2+d3+iHGC1Jrj+x8QbvlUJ81joanMxtmvG" +
  "reLWesCXGG+iGkqpNP/e8ADozPAC2h8ZvIDFQqJCCPI3BlopEqddycUeeoiOYUaBOaHf7tqTjyAh/DXHMhejFAfoZCSc3SJ/xVmW5IvMBhyZf+" +
  "G4xNe7QA7pZNtpM1tmmpzcgROyWHCz7CkbLa/vKHDTNnfF2AlIJrJECY2xKTLHFu4pE9n12AqVJ6WzHCknyoWiLn1FX66WZ2Wj/gcjrut518lE" +
  "O911vOsYlv1AV9vr6tdVti4Twhge9T8j+KPoIyz8jDIKGLANyAtAHBXphAZbI16NrjY3YnW29dY3cVgjEzniX3TMWuxM8xFH8BhMpkd6Tlqsn5" +
  "d/JOoe7icNR3C4IYOHDBk8dNDQoVNnW//grk1MJ5OgHABuhTwidJuy+hYZi5jOG55GIyA3GBZmNT2BJ/ROGkQjDUxDl4iDg4DvynxqwHRhMJ1G" +
  "89TM+fVfhOqZpyQrlZASAqagvkXaVnFc1TA99pt3M5Qf2iR7kaB+fB/ftRys7ntcujuJMWDFSMiSK0fxywZD8I4BxnWUWLohk/pSUXpT0OXHnP" +
  "GodzapcUFd03yDMzrXsXu1xG7yZzPlqnfPwGrhWfSmsiSYgsYvc66rhoOGPDMGrBDk6tVVcq+zrbgTbm56qGdpow/Z6w8NqyyCIJOJezmUUJ6H" +
  "wVlAiO301D2KJ8nqm6XNLvZhOmN7FxaoKT0EVVnW2d7yxRqNEbpL1cc+9jBkPAg8JjPHVo5RnLqPfHtpVj2310gdNIZ1GxKfhraq3owFam8vSS" +
  "8QajAYth/qRK2WGXAgFJOJuW3WuTDV4DB9zOdcgzVOJqf+0xurnGc9YhrHoRXrNVJ7h4GBeUrXZjyk9B9dxneNk8EBg3ztyF6js+vn0q+FWY8c" +
  "eWI8rkbrpF2KGTAgVaZuelCUdx8qocrlAjwHCEkc5UP8YEVN6D3Hzqu6px+5tAQ3HGWQq6479M+NVhq8L92LUiqh2MJd5e3R9Pc7+dh5ZOXRU4" +
  "nqxcWhg+AwBrPS+5fvngFFs9bCFtOeZ16+fj/EU2/KUh1/km0wyI1G4S2A8qySzSKVo9DIEGlq8tRmqPKa3MdptbBpYg9aQ4jzyNdfeC7+VAQn" +
  "6HGHXHK7lQ3dDr2eme8OU3mH/8ZUSoPJ5eq77TH1PLTJ90LzImHiyhNTgqoXXKt1PZ7rTx8cPuKgMl4tm0PNyOJ5hakeJ4tcHlORoOYX5iu6Rv" +
  "dXq/FdD5+6TSO6jJV7pLFBwGCIM5RrZA+buMJ9vsm5yNDqCSvGtisHjl1yVfUCG7kXdFo3BKsxGg2seWLiBvT8v4Y58IL1dfVMUzxd0dunDR1C" +
  "Bqo1s0Y/rPFuIwlo77E5jLBVcM9dYTxlEAfuVOO7JiEdoZuLLD/Mve7xyrP3mut07jhfo4d1IdMZlz00ek+VjqSclI9PkfVRqgjlpGLqMlkzR5" +
  "rdXbupywQxK3PMUzx6HRUxKbeEhMkS18k3PK+5T+eOxeFuELqvAVf53RpMBclKQDV2OUzcvkVG3zD34Q4bhxeTj75/qVzN0pv1Esrp9/JvLEX5" +
  "0BDavleeIXjGNrcjhl7/ESTnL7hKWBLyLWd7EvKTrRSqZqOoWOh+lQ8Ed+6Rh8uw+/khkfjXabJd+82k3aQlVyw2HIsti4m5Oe8KwKNnkn5z7M" +
  "bFA2TiA13bW+wDKFU+XxAasEsyEA9zX1d+ARRVQZ5ztifzPqCvd9sI2bYc25xAoGDsObq3IzJ8V0G9aZm1l8yYDZQfJnJEvEDPNNLAQAaJL8Qg" +
  "iS8XbA7mU7K50vKwXF9ZQ3pL5E6bq/Nx3H1sIKCLSwICiwTBvhVvfZPM++A821JHYWoDv6dwRNsCFwUgncIrTevIGy8/tO58+XPGR6r0JffWrn" +
  "17LuuuwV6UAx1M+OnOO3BMXUJZ5l6XjSNprT/SghNQpQDhuFXwagNpTG3MBzBHyAtkCSgzvnHs2GwpR9ro7Dc/fMQ/uB4nuwacFORA998ZXdcV" +
  "zIi+lFhnWeq9WXwzcUBEFkAtJQX7uX4IbS46jiOl5eJ+OgjDxxT38x94YFcU6nDoFy+xBGpLuj93bq+db9SR8pbmHwJhW45tLGfhlUTFQyfd8u" +
  "EkB18ZWc47zgxXIw39ULo9rszxA/VP7DDUv24ufwYlVG93kjd8fwZhxlFp71/NQhIGbtuLkeTQw2z/5UcKP120lShKqyc6buvnH5IXFy+JqMgN" +
  "AluWGYXFOZDzrsa4Gao0LlXoW8aSBf/MimEWUmgPA+iC87veZCArv9QI4JTxlr/tbNT1BRskmR0/nfwywIa87cMgG3FMziEYPw1GkG+ffaYmy/" +
  "EiDWd3wDEiqVGMilwKPUkH61jlmBtc/svuLcXrM7Mk2/ZntMzR3XTqWwGfDN4tU7YQbdRfwILlrbdCO7gObiJd8/buZITnpthtcCB2Ykgb5v0Y" +
  "kdqHv9d49l6836Y1nn+GbKP+LDG2BcuCy3+ptoTzDv1lS1xGAyXWUfi53I72KPrV4A6n0/vgGIwho0z0wNNCn8fJi6kpcOJTKvtcwMf0OIcw/S" +
  "3Xb355149dZYGtO/SN3WUXfs9PyUQjXYK/xZI9PwpzkNnK6ISroPdQOjd2e5f/MD3B3dup21dlv9Gk6KiSxvbLWJdfTvgehkOy5ehkTAYa53A4" +
  "tVTFJ6feSK6svHcm6lqBqNL465wkWmGzq+sI7KWR8O4tWsdnA7Htu+0sQou9kl1iGfu/ocEhleUeQ5KdCQ5d8sMXvNIy3c/vgoB/VrVzZ5In+o" +
  "xNgQjeb3xan3mc8tPCszBjjPNtohO02iMQo4VeCWgsfbhtH8F77om8yT/JoTvz0GFeyng68NvdGhNjPN4Ud5sZJ+Cf5/r/PHQ/dVRJc/XtWJBO" +
  "L1aksv5sb8W74iufEZajsdCyIJS+QtK4wTgw7AiC06WVpDHKxcQLz3u7brN+znpi9p/FTrdLZXzyz4e3Dm0kWEopYZ48JiL1i/sLz0Xpx0Oq7h" +
  "LtsXjpVyW6NII/8hXhJszwFcsjopNYgGahaFB84nmpKblNjrezO5gbcR4RxVa4m7j/cTpwAgIhCE9AM3FWeQ9yv9wLUUnZXsPZVLC/nm8Vxd0X" +
  "I3SxP22HbFMoEBH6g233RZI0LlXETrdLYXzyHfgXNuIt46sD9xLW9lu0kF9IIj+a+BV+gxI/bFHRuAHn859zFh1Q8EQu74M9R5DmpaTkNkG3s9" +
  "uYL6Xu/GIr3I3qIStOB1ZAIAbhCGgm1iqT3zZZY8+tk2VTs6nA/DdOWzTqmM6157ra1LLNLTss7Y4WmDMdPiOdiAYPRfM3UNcfgU0ReO+iduN7" +
  "/TQsu+VVhBs49r7re/p3B4e0CP8dfRu5//HJIZCpKTYzkp/0Gd8d4133T2Xoe6oz3zt6+iUovfc7XZefmV3V4WCt4J2ujmfR7VN+J7Xg3Urx/u" +
  "DxKfa3jSDyLiKk0wV0JAVhpN6y+cHa5h+i9T821j+c/RfnU4BNsqsWk984cRZLjvjgkW18G8PFp8/JKcXWS3NGZuCR8Y37H2MFCpJhP+isv7UQ" +
  "7f5a8dHZISDnw2ABafj1fcTKTufr7yRvJqEwQEDHIoASYL7n779DX5K+bwSLDl/KcFTfrwhXfITdYV0b91fgbfB8mkDo76OaNSsiwmnFrscKTM" +
  "QjqUBodyJ5RiKQdE3IymabkFEgUvHJPt4MNFtyDr1AZL1eI/3PtkyiZkfjmRLGLAxItO2J1F/I2bME544GOlDPBgXgrjvI7b+pTg8UGQRuB5dF" +
  "NzxS30RewfkijkxS+GbvW7PzFsw7fK9NkdMWOuLrfQggZugOgxUVA/kFlADFfcg2CPGwWprhvQB/kD/A7+f3wZ7LGvC0a2g6Y8f+DwH21/F8FY" +
  "9i20Y8Vd2q87Ezbhz6UtjkBpL+j7ImC3ZTf5z6FNQtgI+Gcwae2CJmCDkSTAet49Eap+Gb6eq3/T+HLDL4seF7MLKkwdg0JP1/NrfD0LbFTVS3" +
  "qk9OQqGuS+Vrnu7H1YwwtJw/fgC8JvLgUMLRBpCr66tbQDzt46OU5Op7nXEhh4ib8iFX/8/Y6VN4NOxo1xniwMU3jTXSVn0ktN9krT4kDUkUxC" +
  "u5uyeVm8T6On63M6dgkFEGjri2vtA2/B+sVfMb4AfZ592Rhpx5U636Pk142rJOlSM/w9N/huWa0MVq2z2XEtUnrqNpsqY2FvY3PukYwa5b4WjC" +
  "hcocuYck+4Bi9TSVYggab0Pn2sH6bSgtaoWjRpOt+Y2keS1HGjhfI7jjiQWtO9+g07D25NzcBBCfnFIS0PdBDKpGc5afZBBoxHV9WbJSrNM5da" +
  "O/hYaOdFguUF9TDrWUNvAsjWD9V051vDAHb8+y2bUQz8N6qlGs0LGbuWgHYT2vASPDbJUj03AvRg6LmXqexHBrY51Yg0Y7NauiUKkViy9vPkLw" +
  "Ak01llgNYWqFWuVYEpkY31iEBKp1punILSgr15KyZu1RK8OXbCUOasDJitUalTdas2IlQS6VZldoU6uYxHKVVDMYo0F9e5Z0BFXIHUzSjgHkWh" +
  "1LOVtuKcpY2jBUhppZq8pAVZhU4lyVaZRUK9A8UQltkzNVgi2qNFjVBz+VWQ3WWt7YFCvWbuWqfuwlh03tUNUOZdHyilAqRigIpQePREujZV68" +
  "AJWqVRoPqcrXosn4GkiLgrfjZWIkSr3mJgurK3wBAAAA"
