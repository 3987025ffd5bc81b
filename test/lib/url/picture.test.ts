import { expect, it } from "vitest"
import { pictureKey, pictureName } from "../../../src/lib/url/picture.ts"

const PICTURE = "https://courier.example/wp-content/uploads/2026/11/river.jpg"

it.each([
  ["http://www.courier.example/wp-content/uploads/2026/11/river.jpg#top", PICTURE],
  ["https://courier.example/wp-content/uploads/2026/11/river-300x200.jpg", PICTURE],
  ["https://courier.example/wp-content/uploads/2026/11/river-scaled.jpg", PICTURE],
  ["https://courier.example/wp-content/uploads/2026/11/river@2x.jpg", PICTURE],
  ["https://courier.example/wp-content/uploads/2026/11/river.jpg?w=640&quality=80&utm_source=rss", PICTURE],
  ["https://i0.wp.com/courier.example/wp-content/uploads/2026/11/river.jpg?resize=300%2C200&ssl=1", PICTURE],
  ["https://courier.example/cdn-cgi/image/width=640,format=auto/wp-content/uploads/2026/11/river.jpg", PICTURE],
  ["https://a.example/cdn-cgi/image/w=80/https://courier.example/wp-content/uploads/2026/11/river.jpg", PICTURE],
  ["https://a.example/content/images/size/w600/2026/11/a.png", "https://a.example/content/images/2026/11/a.png"],
  [
    "https://a.example/sites/default/files/styles/large/public/a.jpg?itok=Xy",
    "https://a.example/sites/default/files/a.jpg",
  ],
  [
    "https://res.cloudinary.com/x/image/upload/c_fill,w_600/v1/a.jpg",
    "https://res.cloudinary.com/x/image/upload/v1/a.jpg",
  ],
  ["not an address", " not an address "],
])("%s is the picture of %s", (one, other) => {
  expect(pictureKey(one)).toBe(pictureKey(other))
  expect(one).toContain(pictureName(other))
  expect(other).toContain(pictureName(one))
})

it.each([
  ["https://courier.example/a.jpg", "https://courier.example/b.jpg"],
  ["https://courier.example/image.php?id=1&w=300", "https://courier.example/image.php?id=2&w=300"],
  ["https://courier.example/2026/10/river.jpg", "https://courier.example/2026/11/river.jpg"],
  ["https://i0.wp.com/a.example/a.jpg", "https://i0.wp.com/b.example/a.jpg"],
  ["https://courier.example/river-1.jpg", "https://courier.example/river-2.jpg"],
])("%s is not the picture of %s", (one, other) => {
  expect(pictureKey(one)).not.toBe(pictureKey(other))
})

it.each([
  ["https://a.example/media/river-300x200.jpg?name=/b.png", "river"],
  ["https://a.example/media/river%20rose.jpg", ""],
  ["https://a.example/media/رود.jpg", ""],
  ["https://a.example/media/", ""],
  ["https://a.example/media/f1", "f1"],
])("the name of %s is %j", (address, name) => {
  expect(pictureName(address)).toBe(name)
})
