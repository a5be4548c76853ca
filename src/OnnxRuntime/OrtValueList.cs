using System.Collections;

namespace ControlPlane.OnnxRuntime;

/// <summary>The outputs of a run.</summary>
internal sealed class OrtValueList(OrtValue[] values) : IDisposableReadOnlyCollection<OrtValue>
{
    public int Count => values.Length;

    public OrtValue this[int index] => values[index];

    public IEnumerator<OrtValue> GetEnumerator() => values.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose() => Array.ForEach(values, value => value.Dispose());
}
