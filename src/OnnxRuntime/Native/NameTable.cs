using System.Runtime.InteropServices;

namespace ControlPlane.OnnxRuntime.Native;

/// <summary>Names of a session, encoded once into one block of native memory.</summary>
internal sealed unsafe class NameTable
{
    private readonly byte* _block;
    private readonly nuint _length;

    public NameTable(IReadOnlyList<string> inputs, IReadOnlyList<string> overridable, IReadOnlyList<string> outputs)
    {
        var encoded = inputs.Concat(overridable).Concat(outputs).Select(NativeText.Encode).ToArray();
        _length = (nuint)encoded.Sum(name => name.Length);
        _block = (byte*)NativeMemory.Alloc(_length);

        var names = new OrtName[encoded.Length];
        var next = _block;
        for (var i = 0; i < encoded.Length; i++)
        {
            names[i] = new OrtName(next);
            encoded[i].CopyTo(new Span<byte>(next, encoded[i].Length));
            next += encoded[i].Length;
        }

        Inputs = names[..inputs.Count];
        Overridable = names[inputs.Count..(inputs.Count + overridable.Count)];
        Outputs = names[(inputs.Count + overridable.Count)..];
    }

    public OrtName[] Inputs { get; }

    public OrtName[] Overridable { get; }

    public OrtName[] Outputs { get; }

    /// <summary>Whether the name came from this table, so that it cannot point into memory that another session freed.</summary>
    public bool Owns(OrtName name) => (nuint)(name.Pointer - (nint)_block) < _length;

    public void Free() => NativeMemory.Free(_block);
}
