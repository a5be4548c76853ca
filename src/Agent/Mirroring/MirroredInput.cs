using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Mirroring;

/// <summary>One input of a copy. Immutable.</summary>
/// <param name="Utf8Name">Its name.</param>
/// <param name="Type">Of its elements.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Start">Where its bytes begin in the copy's memory.</param>
/// <param name="ByteLength">How many there are; of strings, of all texts together.</param>
/// <param name="TextStarts">Where each text begins behind <paramref name="Start"/>; null unless they are strings.</param>
internal sealed record MirroredInput(ReadOnlyMemory<byte> Utf8Name, TensorElementType Type, long[] Shape, int Start, int ByteLength, nuint[]? TextStarts);
