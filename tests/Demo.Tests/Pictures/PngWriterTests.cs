using System.Buffers.Binary;
using System.IO.Compression;
using ControlPlane.Demo.Pictures;

namespace ControlPlane.Demo.Tests.Pictures;

public sealed class PngWriterTests
{
    private const int Enlargement = 3;
    private const int Side = Picture.Side * Enlargement;
    private const int BytesBeforeImageData = 8 + 12 + 13;

    [Fact]
    public void Crc_OfTheNineDigits_IsThePublishedCheckValue()
    {
        Assert.Equal(0xCBF43926, PngWriter.Crc("123456789"u8));
    }

    [Fact]
    public void Crc_InTwoParts_IsThatOfTheWhole()
    {
        Assert.Equal(PngWriter.Crc("123456789"u8), PngWriter.Crc("6789"u8, PngWriter.Crc("12345"u8)));
    }

    [Fact]
    public void Write_Picture_NamesItsSizeAndKind()
    {
        var png = Write(APicture());

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], png[..8]);
        Assert.Equal("IHDR"u8, png.AsSpan(12, 4));
        Assert.Equal(Side, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.Equal(Side, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        Assert.Equal([8, 2, 0, 0, 0], png[24..29]);
        Assert.Equal("IEND"u8, png.AsSpan(png.Length - 8, 4));
    }

    [Fact]
    public void Write_Picture_EveryPixelBecomesASquare()
    {
        var picture = APicture();

        var rows = ReadRows(Write(picture));

        Assert.Equal(Side * (1 + (3 * Side)), rows.Length);
        for (var y = 0; y < Side; y++)
        {
            Assert.Equal(0, rows[y * (1 + (3 * Side))]);
            for (var x = 0; x < Side; x++)
                Assert.Equal(Expected(picture, x / Enlargement, y / Enlargement), rows.AsSpan((y * (1 + (3 * Side))) + 1 + (3 * x), 3).ToArray());
        }
    }

    private static Picture APicture() => new PictureGenerator(new Random(1)).Take(Animal.Koala);

    private static byte[] Write(Picture picture)
    {
        using var stream = new MemoryStream();
        PngWriter.Write(stream, picture, Enlargement);
        return stream.ToArray();
    }

    private static byte[] ReadRows(byte[] png)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(BytesBeforeImageData));
        Assert.Equal("IDAT"u8, png.AsSpan(BytesBeforeImageData + 4, 4));
        using var zlib = new ZLibStream(new MemoryStream(png, BytesBeforeImageData + 8, length), CompressionMode.Decompress);
        using var rows = new MemoryStream();
        zlib.CopyTo(rows);
        return rows.ToArray();
    }

    private static byte[] Expected(Picture picture, int x, int y) =>
    [
        .. Enumerable.Range(0, Picture.Planes)
            .Select(plane => (byte)MathF.Round(picture.Pixels[(plane * Picture.PlaneLength) + (y * Picture.Side) + x] * 255)),
    ];
}
