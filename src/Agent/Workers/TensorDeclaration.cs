using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Workers;

/// <summary>An input or output of a model, as its process tells it. Immutable.</summary>
internal sealed record TensorDeclaration(string Name, TensorElementType ElementType, long[] Shape, string[] Symbols, bool IsMapSequence, bool IsOptional);
