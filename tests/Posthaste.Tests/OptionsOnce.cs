using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;

namespace Posthaste.Tests;

/// <summary>Has every class of settings checked once before any test runs. The attributes that check them are one object for the whole process and set
/// themselves up at their first use, which two servers that start at the same moment would both do (System.ComponentModel.DataAnnotations.RangeAttribute).</summary>
internal static class OptionsOnce
{
    [ModuleInitializer]
    internal static void Check()
    {
        var options = new[] { typeof(Posthaste.PosthasteSetup), typeof(Posthaste.Server.ServerApp) }.SelectMany(known => known.Assembly.GetTypes())
            .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && type is { IsClass: true, IsAbstract: false } && type.GetConstructor(Type.EmptyTypes) is not null);
        foreach (var type in options)
        {
            var instance = Activator.CreateInstance(type)!;
            Validator.TryValidateObject(instance, new ValidationContext(instance), null, validateAllProperties: true);
        }
    }
}
