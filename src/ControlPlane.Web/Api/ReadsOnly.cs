namespace ControlPlane.Web.Api;

/// <summary>Metadata of a route whose POST changes nothing: the question is only too long for an address.</summary>
internal sealed class ReadsOnly;
