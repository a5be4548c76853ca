namespace ControlPlane.Web.Features.Models;

/// <summary>Points an alias at a version, whether the alias exists yet or not. Immutable.</summary>
/// <param name="Model">Name of the registered model.</param>
/// <param name="Alias">Such as <c>champion</c>.</param>
/// <param name="Version">An existing version.</param>
/// <param name="ExpectedVersion">The model's concurrency version the caller saw; null to move the alias whatever happened.</param>
public sealed record SetAliasRequest(string Model, string Alias, int Version, long? ExpectedVersion = null);
