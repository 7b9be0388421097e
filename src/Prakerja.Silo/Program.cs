using Prakerja.Silo.Hosting;
using Prakerja.Silo.Operations;

return await StartRefusal.TellAsync(
    () => args is ["migrate", .. var settings] ? SiloProgram.MigrateAsync(settings) : SiloProgram.RunAsync(args));
