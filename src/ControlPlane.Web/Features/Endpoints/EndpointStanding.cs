using ControlPlane.Web.Components;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>How an endpoint is: a kind to sort and colour by, a word, and the sentence behind it. Immutable.</summary>
/// <param name="Kind">How urgent it is.</param>
/// <param name="Word">Two words at most.</param>
/// <param name="Sentence">Why, with numbers.</param>
public sealed record EndpointStanding(StatusKind Kind, string Word, string Sentence);
