using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

// Writes one embedded resource of an assembly to a file, without loading the assembly (ECMA-335, II.22.24 and II.24.2.6).
if (args is not [var assembly, var resource, var destination])
{
    await Console.Error.WriteLineAsync("usage: BlazorScript ASSEMBLY RESOURCE DESTINATION");
    return 2;
}

await using var stream = File.OpenRead(assembly);
using var image = new PEReader(stream);
var metadata = image.GetMetadataReader();
var row = metadata.ManifestResources.Select(metadata.GetManifestResource).Single(r => metadata.GetString(r.Name) == resource);
var reader = image.GetSectionData(image.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress).GetReader();
reader.Offset = (int)row.Offset;
var bytes = reader.ReadBytes(reader.ReadInt32());

Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(destination))!);
await File.WriteAllBytesAsync(destination, bytes);
return 0;
