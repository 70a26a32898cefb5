# Sourced by package.sh: lays out what it has built as a Debian package.
deb=$work/deb
lib=$deb/usr/lib/posthaste
mkdir -p "$lib" "$deb/DEBIAN" "$deb/etc" "$deb/usr/bin" "$deb/usr/sbin" "$deb/lib/systemd/system" "$deb/usr/share/doc/posthaste" "$deb/usr/share/man/man1" "$deb/usr/share/man/man8" "$deb/usr/share/lintian/overrides"

install -m 0755 "$tree/posthaste-server" "$tree/posthaste" "$lib/"
install -m 0644 "$tree/appsettings.json" "$lib/"
cp -r "$tree/wwwroot" "$lib/wwwroot"
ln -s ../lib/posthaste/posthaste "$deb/usr/bin/posthaste"
install -m 0755 deploy/debian/posthaste-server "$deb/usr/sbin/posthaste-server"

# The unit is the one of deploy/systemd; only where the program lies is another place.
sed 's|^ExecStart=.*|ExecStart=/usr/lib/posthaste/posthaste-server|; s| DOTNET_CLI_TELEMETRY_OPTOUT=1||; s|^# Posthaste as a service: .*|# Posthaste as a service: /usr/share/doc/posthaste/README.Debian|' \
  deploy/systemd/posthaste.service >"$deb/lib/systemd/system/posthaste.service"

install -d -m 0755 "$deb/etc/posthaste"
install -m 0600 deploy/debian/posthaste.env "$deb/etc/posthaste/posthaste.env"
echo /etc/posthaste/posthaste.env >"$deb/DEBIAN/conffiles"

install -m 0644 deploy/debian/README.Debian deploy/debian/copyright "$deb/usr/share/doc/posthaste/"
install -m 0644 deploy/debian/lintian-overrides "$deb/usr/share/lintian/overrides/posthaste"
date=$(date -u -R -d "@$SOURCE_DATE_EPOCH")
printf 'posthaste (%s) unstable; urgency=medium\n\n  * CHANGELOG.md of the sources says what is new.\n\n -- The Posthaste authors <posthaste@localhost>  %s\n' "$version" "$date" | gzip -n -9 >"$deb/usr/share/doc/posthaste/changelog.gz"
gzip -n -9 <deploy/debian/posthaste.1 >"$deb/usr/share/man/man1/posthaste.1.gz"
gzip -n -9 <deploy/debian/posthaste-server.8 >"$deb/usr/share/man/man8/posthaste-server.8.gz"

install -m 0755 deploy/debian/postinst deploy/debian/prerm deploy/debian/postrm "$deb/DEBIAN/"
find "$deb" -path "$deb/DEBIAN" -prune -o -type f -print0 | xargs -0 chmod go-w
sed -e "s/@VERSION@/$version/; s/@ARCH@/$arch/; s/@SIZE@/$(du -sk --exclude=DEBIAN "$deb" | cut -f1)/" deploy/debian/control >"$deb/DEBIAN/control"
(cd "$deb" && find . -path ./DEBIAN -prune -o -path ./etc -prune -o -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum | sed 's|  \./|  |') >"$deb/DEBIAN/md5sums"
chmod 0644 "$deb/DEBIAN/control" "$deb/DEBIAN/md5sums" "$deb/DEBIAN/conffiles"
find "$deb" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zgzip -z6 --build "$deb" "$out/posthaste_${version}_$arch.deb" >/dev/null
