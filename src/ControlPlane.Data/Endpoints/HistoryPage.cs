namespace ControlPlane.Data.Endpoints;

/// <summary>Which part of a history. Immutable.</summary>
/// <param name="Before">Only entries with a lower id; null starts at the newest.</param>
/// <param name="Size">How many, 1 to 500.</param>
public sealed record HistoryPage(long? Before = null, int Size = 50);
