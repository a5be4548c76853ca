using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Models;

/// <summary>How an input or output holds its elements.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<ValueForm>))]
public enum ValueForm
{
    /// <summary>A dense tensor.</summary>
    Tensor,

    /// <summary>One map from label to number per row, as classifiers exported from scikit-learn have (the operator ZipMap).</summary>
    SequenceOfMaps,

    /// <summary>A dense tensor, or none: a request may leave the input out, an answer the output.</summary>
    OptionalTensor,
}
