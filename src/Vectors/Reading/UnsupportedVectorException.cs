namespace ControlPlane.Vectors.Reading;

/// <summary>A well-formed vector that asks for something the product does not do; the message says what.</summary>
public sealed class UnsupportedVectorException(string message) : Exception(message);
