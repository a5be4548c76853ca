using System.Globalization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ControlPlane.Web.Api;

/// <summary>What the OpenAPI document says about the whole, and what every operation has in common.</summary>
internal sealed class ApiDocument : IOpenApiDocumentTransformer
{
    private const string Problem = "ProblemDetails";
    private const string TooOften = "429";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "ControlPlane",
            Version = "v1",
            Description = "Progressive delivery for machine-learning models. Weights are basis points, times are UTC, errors are application/problem+json with a stable code.",
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        };

        // Wherever it was read from: the same document everywhere.
        document.Servers = [new OpenApiServer { Url = "/", Description = "This control plane." }];
        foreach (var tag in document.Tags ?? new HashSet<OpenApiTag>())
            tag.Description = OperationSummaries.OfTag(tag.Name!);
        foreach (var operation in document.Paths.Values.SelectMany(p => (p.Operations ?? []).Values))
            Describe(operation, document);
        DescribeProblems(document);
        return Task.CompletedTask;
    }

    private static void Describe(OpenApiOperation operation, OpenApiDocument document)
    {
        operation.Summary = OperationSummaries.Of(operation.OperationId!);
        var responses = operation.Responses ??= [];
        responses[TooOften] = new OpenApiResponse
        {
            Description = "The caller asks too often; Retry-After says when it may again.",
            Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(Problem, document) } },
        };
        operation.Responses = [];
        foreach (var (status, response) in responses.OrderBy(r => int.Parse(r.Key, CultureInfo.InvariantCulture)))
            operation.Responses[status] = response;
    }

    private static void DescribeProblems(OpenApiDocument document)
    {
        if (document.Components?.Schemas?.TryGetValue(Problem, out var found) != true || found is not OpenApiSchema problem)
            return;
        problem.Description = "Why a request was refused (RFC 9457).";
        (problem.Properties ??= new Dictionary<string, IOpenApiSchema>())["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Stable; see docs/reference/codes.md." };
        problem.Properties["errors"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Description = "Every wrong field with what would be right.",
            Items = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = new Dictionary<string, IOpenApiSchema>
                {
                    ["field"] = new OpenApiSchema { Type = JsonSchemaType.String },
                    ["problem"] = new OpenApiSchema { Type = JsonSchemaType.String },
                    ["remedy"] = new OpenApiSchema { Type = JsonSchemaType.String },
                },
            },
        };
    }
}
