#pragma warning disable CA1720 // Kinds of attribute are called what ONNX calls them.

namespace ControlPlane.TestKit.Onnx;

/// <summary>A named setting of a node.</summary>
public sealed class OnnxAttribute
{
    private const int NameField = 1, FloatField = 2, IntField = 3, StringField = 4, TensorField = 5;
    private const int FloatsField = 7, IntsField = 8, StringsField = 9, KindField = 20;
    private const int FloatKind = 1, IntKind = 2, StringKind = 3, TensorKind = 4, FloatsKind = 6, IntsKind = 7, StringsKind = 8;

    private readonly string _name;
    private readonly int _kind;
    private readonly Action<ProtobufWriter> _writeValue;

    private OnnxAttribute(string name, int kind, Action<ProtobufWriter> writeValue) =>
        (_name, _kind, _writeValue) = (name, kind, writeValue);

    public static OnnxAttribute Float(string name, float value) => new(name, FloatKind, w => w.Float(FloatField, value));

    public static OnnxAttribute Int(string name, long value) => new(name, IntKind, w => w.Varint(IntField, value));

    public static OnnxAttribute Text(string name, string value) => new(name, StringKind, w => w.Text(StringField, value));

    public static OnnxAttribute Tensor(string name, OnnxTensor value) =>
        new(name, TensorKind, w => w.Message(TensorField, t => value.WriteTo(t, null)));

    public static OnnxAttribute Floats(string name, params float[] values) =>
        new(name, FloatsKind, w => Array.ForEach(values, value => w.Float(FloatsField, value)));

    public static OnnxAttribute Ints(string name, params long[] values) =>
        new(name, IntsKind, w => Array.ForEach(values, value => w.Varint(IntsField, value)));

    public static OnnxAttribute Texts(string name, params string[] values) =>
        new(name, StringsKind, w => Array.ForEach(values, value => w.Text(StringsField, value)));

    internal void WriteTo(ProtobufWriter writer)
    {
        writer.Text(NameField, _name);
        _writeValue(writer);
        writer.Varint(KindField, _kind);
    }
}
