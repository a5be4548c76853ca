using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ControlPlane.Web.Api;

/// <summary>What the OpenAPI document says about the whole.</summary>
internal sealed class ApiDocument : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "ControlPlane",
            Version = "v1",
            Description = "Progressive delivery for machine-learning models. Weights are basis points, times are UTC, errors are application/problem+json with a stable code.",
        };
        return Task.CompletedTask;
    }
}
