using System.Buffers.Binary;
using System.IO.Compression;

namespace ControlPlane.Demo.Pictures;

/// <summary>Writes 8-bit RGB images as PNG (ISO/IEC 15948): signature, IHDR, one IDAT with unfiltered rows, IEND.</summary>
public static class PngWriter
{
    private const byte EightBits = 8;
    private const byte TrueColour = 2;

    private static readonly uint[] CrcTable = MakeCrcTable();

    /// <summary>Writes a picture with every pixel enlarged to a square of <paramref name="enlargement"/> pixels.</summary>
    public static void Write(Stream output, Picture picture, int enlargement)
    {
        var side = Picture.Side * enlargement;
        output.Write([0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n']);

        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, side);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], side);
        header[8] = EightBits;
        header[9] = TrueColour;
        WriteChunk(output, "IHDR"u8, header);
        WriteChunk(output, "IDAT"u8, Compress(picture, enlargement));
        WriteChunk(output, "IEND"u8, []);
    }

    /// <summary>CRC-32 of the standard's annex D.</summary>
    internal static uint Crc(ReadOnlySpan<byte> bytes, uint crc = 0)
    {
        crc = ~crc;
        foreach (var value in bytes)
            crc = CrcTable[(byte)(crc ^ value)] ^ (crc >> 8);

        return ~crc;
    }

    private static byte[] Compress(Picture picture, int enlargement)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var row = new byte[1 + (3 * Picture.Side * enlargement)];
            for (var y = 0; y < Picture.Side * enlargement; y++)
            {
                FillRow(row.AsSpan(1), picture, y / enlargement, enlargement);
                zlib.Write(row);
            }
        }

        return compressed.ToArray();
    }

    private static void FillRow(Span<byte> row, Picture picture, int y, int enlargement)
    {
        for (var x = 0; x < Picture.Side * enlargement; x++)
        {
            for (var plane = 0; plane < Picture.Planes; plane++)
            {
                var light = picture.Pixels[(plane * Picture.PlaneLength) + (y * Picture.Side) + (x / enlargement)];
                row[(3 * x) + plane] = (byte)MathF.Round(Math.Clamp(light, 0, 1) * byte.MaxValue);
            }
        }
    }

    private static void WriteChunk(Stream output, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        output.Write(number);
        output.Write(type);
        output.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(content, Crc(type)));
        output.Write(number);
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (var index = 0u; index < table.Length; index++)
        {
            var crc = index;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : 0xEDB88320u ^ (crc >> 1);

            table[index] = crc;
        }

        return table;
    }
}
