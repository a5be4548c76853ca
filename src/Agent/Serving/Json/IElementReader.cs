namespace ControlPlane.AgentHost.Serving.Json;

/// <summary>Reads elements of one type from JSON text. A static interface, so that each type gets machine code of its own.</summary>
/// <typeparam name="T">The element as it lies in memory.</typeparam>
internal unsafe interface IElementReader<T>
    where T : unmanaged
{
    /// <summary>Reads the element at a position; returns the position after it, or null when there is none of this type.</summary>
    static abstract byte* Read(byte* at, out T value);
}
