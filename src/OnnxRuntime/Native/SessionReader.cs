namespace ControlPlane.OnnxRuntime.Native;

/// <summary>Reads what a session says of its model.</summary>
internal static unsafe class SessionReader
{
    public static (IReadOnlyList<string> Names, Dictionary<string, NodeMetadata> Nodes) Inputs(nint session)
    {
        var api = OrtLibrary.Api;
        return Nodes(session, api->SessionGetInputCount, api->SessionGetInputName, api->SessionGetInputTypeInfo);
    }

    public static (IReadOnlyList<string> Names, Dictionary<string, NodeMetadata> Nodes) Outputs(nint session)
    {
        var api = OrtLibrary.Api;
        return Nodes(session, api->SessionGetOutputCount, api->SessionGetOutputName, api->SessionGetOutputTypeInfo);
    }

    public static (IReadOnlyList<string> Names, Dictionary<string, NodeMetadata> Nodes) OverridableInitializers(nint session)
    {
        var api = OrtLibrary.Api;
        return Nodes(session, api->SessionGetOverridableInitializerCount, api->SessionGetOverridableInitializerName, api->SessionGetOverridableInitializerTypeInfo);
    }

    public static ModelMetadata Model(nint session)
    {
        var api = OrtLibrary.Api;
        nint model;
        OrtStatus.ThrowIfFailed(api->SessionGetModelMetadata(session, &model));
        try
        {
            long version;
            OrtStatus.ThrowIfFailed(api->ModelMetadataGetVersion(model, &version));
            return new ModelMetadata
            {
                ProducerName = Text(model, api->ModelMetadataGetProducerName),
                GraphName = Text(model, api->ModelMetadataGetGraphName),
                GraphDescription = Text(model, api->ModelMetadataGetGraphDescription),
                Domain = Text(model, api->ModelMetadataGetDomain),
                Description = Text(model, api->ModelMetadataGetDescription),
                Version = version,
                CustomMetadataMap = CustomMap(model),
            };
        }
        finally
        {
            api->ReleaseModelMetadata(model);
        }
    }

    private static (IReadOnlyList<string> Names, Dictionary<string, NodeMetadata> Nodes) Nodes(
        nint session,
        delegate* unmanaged<nint, nuint*, nint> countOf,
        delegate* unmanaged<nint, nuint, nint, byte**, nint> nameOf,
        delegate* unmanaged<nint, nuint, nint*, nint> typeOf)
    {
        nuint count;
        OrtStatus.ThrowIfFailed(countOf(session, &count));
        var names = new List<string>((int)count);
        var nodes = new Dictionary<string, NodeMetadata>((int)count, StringComparer.Ordinal);
        for (nuint i = 0; i < count; i++)
        {
            byte* name;
            OrtStatus.ThrowIfFailed(nameOf(session, i, NativeText.DefaultAllocator(), &name));
            names.Add(NativeText.Take(name)!);
            nint type;
            OrtStatus.ThrowIfFailed(typeOf(session, i, &type));
            nodes.Add(names[^1], TypeReader.Take(type));
        }

        return (names, nodes);
    }

    private static string Text(nint model, delegate* unmanaged<nint, nint, byte**, nint> get)
    {
        byte* text;
        OrtStatus.ThrowIfFailed(get(model, NativeText.DefaultAllocator(), &text));
        return NativeText.Take(text) ?? "";
    }

    private static Dictionary<string, string> CustomMap(nint model)
    {
        byte** keys;
        long count;
        OrtStatus.ThrowIfFailed(OrtLibrary.Api->ModelMetadataGetCustomMetadataMapKeys(model, NativeText.DefaultAllocator(), &keys, &count));
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            byte* value;
            OrtStatus.ThrowIfFailed(OrtLibrary.Api->ModelMetadataLookupCustomMetadataMap(model, NativeText.DefaultAllocator(), keys[i], &value));
            map[NativeText.Take(keys[i])!] = NativeText.Take(value) ?? "";
        }

        if (keys != null)
            NativeText.Free(keys);
        return map;
    }
}
