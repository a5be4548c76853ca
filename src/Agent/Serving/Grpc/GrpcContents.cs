using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using ControlPlane.AgentHost.Serving.Grpc.Messages;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace ControlPlane.AgentHost.Serving.Grpc;

/// <summary>Turns the typed contents of a request's tensor into its bytes. Stateless.</summary>
internal static class GrpcContents
{
    /// <summary>The bytes, or null and what is wrong.</summary>
    public static byte[]? ToRaw(InferTensorContents contents, string datatype, out string? problem)
    {
        problem = FieldOf(datatype) is not { } field
            ? $"datatype {datatype} has no typed contents; send raw_input_contents"
            : OtherFieldOf(contents, field) is { } other ? $"has {other}, expected for {datatype} is {field}" : null;
        if (problem is not null)
            return null;

        return datatype switch
        {
            "BOOL" => [.. contents.BoolContents.Select(b => b ? (byte)1 : (byte)0)],
            "INT8" => Narrow<int, sbyte>(contents.IntContents, datatype, out problem),
            "INT16" => Narrow<int, short>(contents.IntContents, datatype, out problem),
            "INT32" => Narrow<int, int>(contents.IntContents, datatype, out problem),
            "INT64" => Narrow<long, long>(contents.Int64Contents, datatype, out problem),
            "UINT8" => Narrow<uint, byte>(contents.UintContents, datatype, out problem),
            "UINT16" => Narrow<uint, ushort>(contents.UintContents, datatype, out problem),
            "UINT32" => Narrow<uint, uint>(contents.UintContents, datatype, out problem),
            "UINT64" => Narrow<ulong, ulong>(contents.Uint64Contents, datatype, out problem),
            "FP32" => MemoryMarshal.AsBytes<float>([.. contents.Fp32Contents]).ToArray(),
            "FP64" => MemoryMarshal.AsBytes<double>([.. contents.Fp64Contents]).ToArray(),
            _ => Strings(contents.BytesContents),
        };
    }

    private static string? FieldOf(string datatype) => datatype switch
    {
        "BOOL" => "bool_contents",
        "INT8" or "INT16" or "INT32" => "int_contents",
        "INT64" => "int64_contents",
        "UINT8" or "UINT16" or "UINT32" => "uint_contents",
        "UINT64" => "uint64_contents",
        "FP32" => "fp32_contents",
        "FP64" => "fp64_contents",
        "BYTES" => "bytes_contents",
        _ => null,
    };

    private static string? OtherFieldOf(InferTensorContents contents, string field)
    {
        ReadOnlySpan<(string Name, int Count)> fields =
        [
            ("bool_contents", contents.BoolContents.Count),
            ("int_contents", contents.IntContents.Count),
            ("int64_contents", contents.Int64Contents.Count),
            ("uint_contents", contents.UintContents.Count),
            ("uint64_contents", contents.Uint64Contents.Count),
            ("fp32_contents", contents.Fp32Contents.Count),
            ("fp64_contents", contents.Fp64Contents.Count),
            ("bytes_contents", contents.BytesContents.Count),
        ];
        foreach (var (name, count) in fields)
        {
            if (count > 0 && name != field)
                return name;
        }

        return null;
    }

    private static byte[]? Narrow<TFrom, TTo>(RepeatedField<TFrom> values, string datatype, out string? problem)
        where TFrom : INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        problem = null;
        var narrow = new TTo[values.Count];
        for (var i = 0; i < narrow.Length; i++)
        {
            narrow[i] = TTo.CreateSaturating(values[i]);
            if (TFrom.CreateTruncating(narrow[i]) == values[i])
                continue;
            problem = $"element {i} is {values[i]}, which is beyond the range of {datatype}";
            return null;
        }

        return MemoryMarshal.AsBytes<TTo>(narrow).ToArray();
    }

    private static byte[] Strings(RepeatedField<ByteString> texts)
    {
        var raw = new byte[texts.Sum(t => sizeof(uint) + t.Length)];
        var at = 0;
        foreach (var text in texts)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(raw.AsSpan(at), (uint)text.Length);
            text.Span.CopyTo(raw.AsSpan(at + sizeof(uint)));
            at += sizeof(uint) + text.Length;
        }

        return raw;
    }
}
