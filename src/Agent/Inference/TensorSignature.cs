using System.Text;
using System.Text.Json;
using ControlPlane.AgentHost.Workers;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Inference;

/// <summary>What a model declares of one of its inputs or outputs, as callers see it. Immutable.</summary>
public sealed class TensorSignature
{
    private readonly long[] _shape;
    private readonly string[] _symbols;

    private TensorSignature(string name, TensorElementType elementType, long[] shape, string[] symbols, bool isMapSequence, bool isOptional = false)
    {
        Name = name;
        Utf8Name = Encoding.UTF8.GetBytes(name);
        ElementType = elementType;
        Datatype = ProtocolDatatypes.NameOf(elementType)!;
        Opening = Encoding.UTF8.GetBytes($"{{\"name\":\"{JsonEncodedText.Encode(name)}\",\"datatype\":\"{Datatype}\",\"shape\":[");
        IsMapSequence = isMapSequence;
        IsOptional = isOptional;
        (_shape, _symbols) = (shape, symbols);
    }

    /// <summary>The model's name for it.</summary>
    public string Name { get; }

    /// <summary><see cref="Name"/> in UTF-8.</summary>
    public ReadOnlyMemory<byte> Utf8Name { get; }

    /// <summary>Type of its elements; FLOAT for a sequence of maps, which is shown as a matrix.</summary>
    public TensorElementType ElementType { get; }

    /// <summary><see cref="ElementType"/> under the protocol's name.</summary>
    public string Datatype { get; }

    /// <summary>The protocol's JSON for it up to the shape's first dimension, as it begins in metadata and answers.</summary>
    internal ReadOnlyMemory<byte> Opening { get; }

    /// <summary>True for a sequence of maps from class to probability, one map per row, as classifiers of scikit-learn have.</summary>
    public bool IsMapSequence { get; }

    /// <summary>True for an input that need not be given, because it has a value of its own or is declared optional, and for an output that may be left empty.</summary>
    public bool IsOptional { get; }

    /// <summary>Sizes, −1 where each call chooses; empty for a scalar.</summary>
    public ReadOnlySpan<long> Shape => _shape;

    /// <summary>Beside <see cref="Shape"/>: the name of a size that each call chooses, or an empty text.</summary>
    public ReadOnlySpan<string> Symbols => _symbols;

    /// <summary>Whether a tensor of this shape may go in.</summary>
    public bool Accepts(ReadOnlySpan<long> shape)
    {
        if (shape.Length != _shape.Length)
            return false;

        for (var i = 0; i < shape.Length; i++)
        {
            if (shape[i] != _shape[i] && _shape[i] >= 0)
                return false;
        }

        return true;
    }

    /// <summary>The signature of a tensor, of an optional tensor or of a sequence of maps; null for anything else.</summary>
    internal static TensorSignature? Of(string name, NodeMetadata declared, bool isOptional)
    {
        if (declared.OptionalElement is { IsTensor: true } element)
            return Of(name, element, isOptional: true);

        if (declared.IsTensor)
        {
            return ProtocolDatatypes.NameOf(declared.ElementDataType) is null
                ? null
                : new TensorSignature(name, declared.ElementDataType, [.. declared.Dimensions], [.. declared.SymbolicDimensions], isMapSequence: false, isOptional);
        }

        var map = declared.SequenceElement;
        return map is { OnnxValueType: OnnxValueType.ONNX_TYPE_MAP, MapValue.ElementDataType: TensorElementType.Float }
            ? new TensorSignature(name, TensorElementType.Float, [-1, -1], ["", ""], isMapSequence: true)
            : null;
    }

    /// <summary>The signature that another process declares; null when the protocol cannot carry it.</summary>
    internal static TensorSignature? Of(TensorDeclaration declared) =>
        ProtocolDatatypes.NameOf(declared.ElementType) is null || declared.Shape.Length > TensorShapes.MaximumRank || declared.Symbols.Length != declared.Shape.Length
            ? null
            : new TensorSignature(declared.Name, declared.ElementType, declared.Shape, declared.Symbols, declared.IsMapSequence, declared.IsOptional);

    /// <summary>As it is declared to another process.</summary>
    internal TensorDeclaration ToDeclaration() => new(Name, ElementType, [.. Shape], [.. Symbols], IsMapSequence, IsOptional);
}
