using System.Text.Json;

namespace ControlPlane.Domain.Endpoints;

/// <summary>Compares values with lists inside, for which records compare references. Stateless.</summary>
internal static class StructuralEquality
{
    public static bool AreEqual<T>(T left, T right) =>
        JsonSerializer.SerializeToUtf8Bytes(left).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(right));
}
