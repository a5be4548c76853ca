using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ControlPlane.AgentHost.Inference;

namespace ControlPlane.AgentHost.Caching;

/// <summary>Digests the inputs of a lane. One request at a time.</summary>
internal sealed class InputDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The key of what the lane's inputs hold, their shapes included.</summary>
    public CacheKey KeyOf(InferenceLane lane, int version)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        Span<int> head = stackalloc int[2];
        foreach (var input in lane.Inputs)
        {
            // Lengths come first, so that no two lists of inputs read the same; an input left out has none.
            (head[0], head[1]) = (input.IsGiven ? input.Shape.Length : -1, input.ByteLength);
            _hash.AppendData(MemoryMarshal.AsBytes(head));
            _hash.AppendData(MemoryMarshal.AsBytes(input.Shape));
            if (input.IsGiven)
                _hash.AppendData(input.Bytes);
        }

        _hash.GetHashAndReset(digest);
        return new CacheKey(version, BinaryPrimitives.ReadUInt128LittleEndian(digest), BinaryPrimitives.ReadUInt128LittleEndian(digest[16..]));
    }

    public void Dispose() => _hash.Dispose();
}
