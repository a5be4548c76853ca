using System.Text.Json;
using System.Text.Json.Nodes;
using ControlPlane.Domain.Analysis.Templates.Stored;

namespace ControlPlane.Web.Api.Resources;

/// <summary>A version of an analysis template as a caller writes it; any value of checks, judge and the rest may be <c>"{{args.name}}"</c>.</summary>
internal sealed record TemplateBody
{
    /// <summary>Only when the template is new; afterwards the path names it.</summary>
    public string Name { get; init; } = "";

    public string Description { get; init; } = "";

    public IReadOnlyList<ParameterBody> Parameters { get; init; } = [];

    public required JsonElement Checks { get; init; }

    public JsonElement? Judge { get; init; }

    public JsonElement? Comparison { get; init; }

    public JsonElement? OnError { get; init; }

    public JsonElement? Baseline { get; init; }

    public TemplateDraft ToDraft()
    {
        var content = new JsonObject();
        foreach (var (name, member) in TemplateDraft.Members.Zip([Checks, Judge, Comparison, OnError, Baseline]))
        {
            if (member is { ValueKind: not JsonValueKind.Null } given)
                content[name] = JsonNode.Parse(given.GetRawText());
        }

        return new TemplateDraft(content.ToJsonString(ApiJson.Options), [.. Parameters.Select(p => new TemplateParameter(p.Name, p.Type, ArgumentText.Of(p.Default), p.Description))], Description);
    }

    /// <summary>One parameter.</summary>
    internal sealed record ParameterBody
    {
        public required string Name { get; init; }

        public ParameterType Type { get; init; } = ParameterType.Text;

        public JsonElement? Default { get; init; }

        public string Description { get; init; } = "";
    }
}
